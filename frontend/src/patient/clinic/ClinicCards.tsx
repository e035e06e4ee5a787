// Whom to call, and whether somebody at the clinic has seen an open safety answer. Works from the phone's own copy.
import { localDate } from "../../domain/dates";
import { dialed, type Opening, openingAt } from "../../domain/office-hours";
import { dateInWords, locale, weekdayInWords } from "../../i18n";
import { numberToCall } from "../help";
import { deviceZone, snapshot } from "../state";
import { say } from "./words";

export function ClinicCard() {
  const clinic = snapshot.value?.clinic;
  if (!clinic || !(clinic.phone || clinic.address || clinic.office_hours.length)) return null;
  const opening = openingAt(clinic.office_hours, clinic.time_zone, Date.now());
  return (
    <section class="card stack" aria-label={say("title")}>
      <h2>{clinic.name}</h2>
      <p>{say("first", { number: numberToCall() })}</p>
      {clinic.phone && (
        <a class="button-soft wide" href={dialed(clinic.phone)}>
          {say("call", { phone: clinic.phone })}
        </a>
      )}
      {clinic.address && <p class="small">{clinic.address}</p>}
      {clinic.office_hours.length > 0 && (
        <details class="small">
          <summary>{opening ? openingInWords(opening) : say("hours")}</summary>
          <ul>
            {clinic.office_hours.map((span) => (
              <li key={span.weekday}>
                {weekdayInWords(span.weekday, "long")} {clock(span.opens)}–{clock(span.closes)}
              </li>
            ))}
          </ul>
          {clinic.time_zone !== deviceZone() && <p class="soft">{say("zone")}</p>}
        </details>
      )}
    </section>
  );
}

/** Whether somebody has seen the open answer, in words that promise nothing. */
export function SeenLine() {
  const state = snapshot.value;
  if (!state) return null;
  const { clinic, openAnswer, outbox } = state;
  const unsent = outbox.some(({ record }) => record.type === "red_flag_check" && record.shown);
  if (unsent) return <Line text={say("unsent")} />;
  if (!openAnswer) return null;
  if (openAnswer.seen_at)
    return (
      <Line
        text={say("seen", { name: openAnswer.seen_by ?? say("someone"), when: when(openAnswer.seen_at) })}
      />
    );
  const opening = clinic && openingAt(clinic.office_hours, clinic.time_zone, Date.now());
  const elsewhere = opening && clinic?.time_zone !== deviceZone() ? say("zone") : "";
  const words = [say("unseen"), opening ? openingInWords(opening) : "", elsewhere, say("dontWait")];
  return <Line text={words.filter(Boolean).join(" ")} />;
}

function Line({ text }: { text: string }) {
  return (
    <p class="small" data-seen>
      {text}
    </p>
  );
}

function when(iso: string): string {
  const at = Date.parse(iso);
  const time = new Intl.DateTimeFormat(locale(), { timeStyle: "short" }).format(at);
  const on = localDate(at, deviceZone());
  return on === localDate(Date.now(), deviceZone())
    ? say("today", { time })
    : say("on", { date: dateInWords(on), time });
}

function openingInWords(opening: Opening): string {
  if (opening.state === "open") return say("open", { time: clock(opening.until) });
  const time = clock(opening.at);
  if (opening.inDays === 0) return say("opensToday", { time });
  if (opening.inDays === 1) return say("opensTomorrow", { time });
  return say("opens", { day: weekdayInWords(opening.weekday, "long"), time });
}

/** A wall clock as this language writes it. */
function clock(time: string): string {
  const format = new Intl.DateTimeFormat(locale(), { timeStyle: "short", timeZone: "UTC" });
  return format.format(Date.parse(`2024-01-01T${time}:00Z`));
}
