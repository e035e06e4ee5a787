// The thread, newest at the end.
import { dateInWords, locale, t } from "../../i18n";
import type { MessageRow } from "../../store/db";
import { snapshot } from "../state";
import { dayInWords } from "./day-words";

export function MessageList({ messages }: { messages: MessageRow[] }) {
  const unsent = new Set(snapshot.value?.outbox.map((row) => row.id));
  const format = new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" });
  return (
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
  );
}
