// One thread with the therapist; messages wait on the phone when there is no network.
import { useState } from "preact/hooks";
import { emergencyNumber } from "../../domain/emergency";
import { language, t } from "../../i18n";
import { deviceZone, sendMessage, snapshot } from "../state";

/** Text that another app shared with Nod (the manifest's share target) becomes a draft. */
function shared(): string | null {
  const query = new URLSearchParams(location.search);
  const parts = ["title", "text", "url"].map((name) => query.get(name)).filter(Boolean);
  return parts.length > 0 ? parts.join("\n").slice(0, 2000) : null;
}

export function MessagesScreen() {
  const [text, setText] = useState(shared() ?? sessionStorage.getItem("nod-draft-message") ?? "");
  const messages = snapshot.value?.messages ?? [];
  const unsent = new Set(snapshot.value?.outbox.map((row) => row.id));
  const format = new Intl.DateTimeFormat(language.value, { dateStyle: "medium", timeStyle: "short" });
  const keep = (next: string) => {
    sessionStorage.setItem("nod-draft-message", next);
    setText(next);
  };
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!text.trim()) return;
    await sendMessage(text.trim());
    keep("");
  };
  return (
    <>
      <h1>{t("messages.title")}</h1>
      <p class="notice">{t("messages.notice", { number: emergencyNumber(deviceZone()) })}</p>
      {messages.length === 0 && <p class="card soft">{t("messages.empty")}</p>}
      <ol class="stack">
        {messages.map((message) => (
          <li key={message.id} class={message.from_patient ? "card message mine" : "card message"}>
            <p class="small soft">
              {message.from_patient ? t("messages.you") : message.author} ·{" "}
              {format.format(Date.parse(message.recorded_at))}
              {unsent.has(message.id) && ` · ${t("messages.unsent")}`}
            </p>
            <p>{message.text}</p>
          </li>
        ))}
      </ol>
      <form class="card stack" onSubmit={(event) => void send(event)}>
        <label class="field">
          <span>{t("messages.write")}</span>
          <textarea
            maxLength={2000}
            required
            value={text}
            onInput={(event) => keep(event.currentTarget.value)}
          />
        </label>
        <button class="button wide" type="submit">
          {t("messages.send")}
        </button>
      </form>
    </>
  );
}
