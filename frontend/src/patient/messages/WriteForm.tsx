// Writing to the therapist, about a day if one likes. What is typed is kept as it is typed.
import { useRef, useState } from "preact/hooks";
import { addDays } from "../../domain/dates";
import { cut } from "../../domain/text";
import { dateInWords, t } from "../../i18n";
import { draft, keepDraft } from "../../store/drafts";
import { useBusy } from "../../ui/busy";
import { sendMessage, snapshot, today } from "../state";
import { dayInWords } from "./day-words";

const LONGEST = 2000;

/** Text that another app shared with Nod (the manifest's share target) becomes a draft. */
function shared(): string | null {
  const query = new URLSearchParams(location.search);
  const parts = ["title", "text", "url"].map((name) => query.get(name)).filter(Boolean);
  return parts.length > 0 ? cut(parts.join("\n"), LONGEST) : null;
}

export function WriteForm() {
  const [text, setText] = useState(shared() ?? draft<string>("message") ?? "");
  const [about, setAbout] = useState("");
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
  const recorded = Array.from({ length: 8 }, (_, back) => addDays(today.value, -back)).filter((on) => {
    const answer = snapshot.value?.days.get(on)?.fields.headache;
    return answer === true || answer === false;
  });
  return (
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
  );
}
