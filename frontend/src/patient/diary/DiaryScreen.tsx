// A month at a glance. A day without an answer looks unknown, never headache-free.
import { useEffect, useState } from "preact/hooks";
import { addDays, daysBetween } from "../../domain/dates";
import { BACKFILL_DAYS } from "../../domain/diary";
import { dateInWords, locale, t } from "../../i18n";
import { askMonth, dayOn, earlier, isEarlier } from "../earlier";
import { snapshot, today } from "../state";

export function DiaryScreen() {
  const on = today.value;
  const [month, setMonth] = useState(on.slice(0, 7));
  const days = snapshot.value?.days ?? new Map();
  const window = Array.from({ length: 28 }, (_, back) => days.get(addDays(on, -back))?.fields.headache);
  const recorded = window.filter((answer) => answer === true || answer === false).length;
  const title = new Intl.DateTimeFormat(locale(), {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(Date.parse(`${month}-01T00:00:00Z`));
  const shift = (by: number) => setMonth(addDays(`${month}-15`, by * 30).slice(0, 7));

  const dates = cells(month);
  const beyond = isEarlier(`${month}-01`, dates.at(-1) ?? on);
  const asked = earlier().months.get(month);
  useEffect(() => {
    if (beyond && asked !== "there") void askMonth(month);
  }, [month, beyond]);

  return (
    <>
      <h1>{t("diary.title")}</h1>
      <p class="soft">{t("diary.recorded", { n: recorded, h: window.filter(Boolean).length })}</p>
      <section class="card stack">
        <div class="row between month-row">
          <button
            type="button"
            class="button-quiet"
            aria-label={t("diary.previous")}
            onClick={() => shift(-1)}
          >
            ‹
          </button>
          <h2 aria-live="polite">{title}</h2>
          <button
            type="button"
            class="button-quiet"
            aria-label={t("diary.next")}
            disabled={month >= on.slice(0, 7)}
            onClick={() => shift(1)}
          >
            ›
          </button>
        </div>
        {beyond && asked !== "there" && (
          <div class="stack" role="status">
            <p>{t(asked === "failed" ? "earlier.failed" : "earlier.loading")}</p>
            {asked === "failed" && (
              <button type="button" class="button-soft" onClick={() => void askMonth(month)}>
                {t("privacy.retry")}
              </button>
            )}
          </div>
        )}
        <ol class="calendar">
          {weekdayNames().map((name) => (
            <li key={name} class="weekday" aria-hidden="true">
              {name}
            </li>
          ))}
          {dates.map((date, place) =>
            date ? (
              <DayCell key={date} date={date} on={on} unseen={asked !== "there" && isEarlier(date, date)} />
            ) : (
              <li key={`blank-${place}`} aria-hidden="true" />
            ),
          )}
        </ol>
        <ul class="legend small soft">
          <li>
            <span class="swatch free" /> {t("diary.legend.none")}
          </li>
          <li>
            <span class="swatch ache">5</span> {t("diary.legend.pain")}
          </li>
          <li>
            <span class="swatch" /> {t("diary.legend.unknown")}
          </li>
        </ul>
      </section>
      <p class="small soft">{t("diary.closed")}</p>
    </>
  );
}

/** `unseen`: the phone does not keep this day, so that it cannot say whether it was recorded. */
function DayCell({ date, on, unseen }: { date: string; on: string; unseen: boolean }) {
  const fields = dayOn(date)?.fields;
  const open = date <= on && daysBetween(date, on) <= BACKFILL_DAYS;
  const headache = fields?.headache;
  const pain = fields?.peak_intensity;
  const state =
    headache === true
      ? t("diary.legend.pain")
      : headache === false
        ? t("diary.legend.none")
        : t(unseen ? "diary.legend.unseen" : "diary.legend.unknown");
  const kind = headache === true ? "ache" : headache === false ? "free" : unseen ? "unseen" : "";
  const label = `${dateInWords(date)}: ${state}${headache && pain != null ? ` ${pain}` : ""}`;
  const inside = (
    <>
      <span class="number" aria-hidden="true">
        {Number(date.slice(8))}
      </span>
      <span aria-hidden="true" class={`mark ${kind}`} data-level={headache ? (pain ?? 1) : undefined}>
        {headache ? (pain ?? "?") : ""}
      </span>
    </>
  );
  return (
    <li class={date === on ? "day today" : "day"}>
      {open ? (
        <a href={`/app/diary/${date}`}>
          {inside}
          <span class="visually-hidden">{label}</span>
        </a>
      ) : (
        <span class="closed" role="img" aria-label={label}>
          {inside}
        </span>
      )}
    </li>
  );
}

/** The dates of a month with leading blanks, weeks from Monday. */
function cells(month: string): (string | null)[] {
  const first = `${month}-01`;
  const blanks = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
  const dates: string[] = [];
  for (let date = first; date.startsWith(month); date = addDays(date, 1)) dates.push(date);
  return [...Array<null>(blanks).fill(null), ...dates];
}

function weekdayNames(): string[] {
  const format = new Intl.DateTimeFormat(locale(), { weekday: "short", timeZone: "UTC" });
  return Array.from({ length: 7 }, (_, day) => format.format(Date.UTC(2024, 0, 1 + day)));
}
