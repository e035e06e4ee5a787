// One thread with the therapist; messages wait on the phone when there is no network.
import { useRef, useState } from "preact/hooks";
import { addDays } from "../../domain/dates";
import { cut } from "../../domain/text";
import { dateInWords, locale, t } from "../../i18n";
import { draft, keepDraft } from "../../store/drafts";
import { useBusy } from "../../ui/busy";
import { ClinicCard } from "../clinic/ClinicCards";
import { askThread, dayOn, earlier, isEarlier } from "../earlier";
import { numberToCall } from "../help";
import { sendMessage, snapshot, today } from "../state";

/** What the diary says of a day, short. */
function dayInWords(on: string): string {
  const fields = dayOn(on)?.fields;
  if (!fields) return "";
  if (!fields.headache) return t(fields.headache === false ? "diary.legend.none" : "diary.legend.unknown");
  const peak = fields.peak_intensity;
  return peak == null ? t("headache.saved.some") : t("headache.saved.yes", { n: peak });
}

const LONGEST = 2000;

/** Text that another app shared with Nod (the manifest's share target) becomes a draft. */
function shared(): string | null {
  const query = new URLSearchParams(location.search);
  const parts = ["title", "text", "url"].map((name) => query.get(name)).filter(Boolean);
  return parts.length > 0 ? cut(parts.join("\n"), LONGEST) : null;
}

export function MessagesScreen() {
  const [text, setText] = useState(shared() ?? draft<string>("message") ?? "");
  const [about, setAbout] = useState("");
  const { thread, messages: before } = earlier();
  const kept = snapshot.value?.messages ?? [];
  // Until it forgets them, once a day, the phone may hold some that were asked for, too.
  const ids = new Set(kept.map(({ id }) => id));
  const messages = [...before.filter(({ id }) => !ids.has(id)), ...kept];
  const since = snapshot.value?.profile?.record_since;
  const beyond = since !== undefined && isEarlier(since, today.value) && thread !== "there";
  const recorded = Array.from({ length: 8 }, (_, back) => addDays(today.value, -back)).filter((on) => {
    const answer = snapshot.value?.days.get(on)?.fields.headache;
    return answer === true || answer === false;
  });
  const unsent = new Set(snapshot.value?.outbox.map((row) => row.id));
  const format = new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" });
  // A quick tap may come before the screen was drawn anew.
  const latest = useRef(text);
  const { isBusy, once } = useBusy();
  const keep = (next: string) => {
    latest.current = next;
    keepDraft("message", next || null);
    setText(next);
  };
  const send = async () => {
    const written = latest.current.trim();
    if (!written) return;
    await sendMessage(written, about || null);
    keep("");
    setAbout("");
  };
  return (
    <>
      <h1>{t("messages.title")}</h1>
      <p class="notice">{t("messages.notice", { number: numberToCall() })}</p>
      <ClinicCard />
      {beyond && (
        <>
          {thread === "failed" && (
            <p class="notice" role="alert">
              {t("earlier.failed")}
            </p>
          )}
          <button
            type="button"
            class="button-soft wide"
            disabled={thread === "loading"}
            onClick={() => void askThread()}
          >
            {t(thread === "loading" ? "earlier.loading" : "earlier.messages")}
          </button>
        </>
      )}
      {messages.length === 0 && !beyond && <p class="card soft">{t("messages.empty")}</p>}
      <ol class="stack">
        {messages.map((message) => (
          <li key={message.id} class={message.from_patient ? "card message mine" : "card message"}>
            <p class="small soft">
              {message.from_patient ? t("messages.you") : message.author} ·{" "}
              {format.format(Date.parse(message.recorded_at))}
              {unsent.has(message.id) && ` · ${t("messages.unsent")}`}
            </p>
            {message.about_on && (
              <p class="small">
                <b>{t("messages.about", { date: dateInWords(message.about_on) })}</b>{" "}
                {dayInWords(message.about_on)}
              </p>
            )}
            <p>{message.text}</p>
          </li>
        ))}
      </ol>
      <form
        class="card stack"
        onSubmit={(event) => {
          event.preventDefault();
          void once(send);
        }}
      >
        <label class="field">
          <span>{t("messages.write")}</span>
          <textarea
            maxLength={LONGEST}
            required
            value={text}
            onInput={(event) => keep(event.currentTarget.value)}
          />
        </label>
        {recorded.length > 0 && (
          <label class="field">
            <span class="small">{t("messages.attach")}</span>
            <select value={about} onChange={(event) => setAbout(event.currentTarget.value)}>
              <option value="">{t("messages.attach.none")}</option>
              {recorded.map((on) => (
                <option key={on} value={on}>
                  {dateInWords(on)}: {dayInWords(on)}
                </option>
              ))}
            </select>
          </label>
        )}
        <button class="button wide" type="submit" aria-busy={isBusy}>
          {t("messages.send")}
        </button>
      </form>
    </>
  );
}
