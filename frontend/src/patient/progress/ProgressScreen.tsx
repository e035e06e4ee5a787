// Does it help? Headache days with their quality, pain, medicine days and sessions on one time axis, and in words.
import { useState } from "preact/hooks";
import { addDays } from "../../domain/dates";
import { last28Days } from "../../domain/headache-days";
import { medicineUse } from "../../domain/medicine-days";
import { diaryDay, monthlyBefore, type Week, weeksToShow, weeksUpTo } from "../../domain/progress";
import { oneDecimal } from "../../domain/ratio";
import { findResponse } from "../../domain/response";
import { dateInWords } from "../../i18n";
import { className } from "../diary/medicines";
import { snapshot, today } from "../state";
import { WeekCharts } from "./WeekCharts";
import { say } from "./words";

export function ProgressScreen() {
  const [table, setTable] = useState(false);
  const state = snapshot.value;
  if (!state) return null;
  const days = [...state.days.values()].map((day) => diaryDay(day, state.headacheMinMinutes));
  const closed = addDays(today.value, -1);
  const now = last28Days(days, closed);
  const before = monthlyBefore(state.before, state.baseline?.headache_days_28);
  const change = findResponse(before, now.monthly);
  const use = medicineUse(days, closed);
  const first = days.map((day) => day.on).sort()[0];
  const weeks = weeksUpTo(days, state.sessions, closed, weeksToShow(first, closed));
  const recorded = weeks.reduce((sum, week) => sum + week.recorded, 0);
  const about = now.quality === "estimated" ? `${say("about")} ` : "";
  const activities = state.scores.filter((score) => score.measure === "activities");

  return (
    <>
      <h1>{say("title")}</h1>
      <section class="card stack">
        <h2>{say("days")}</h2>
        {now.monthly === null ? (
          <p>{say("few", { n: now.recordedDays })}</p>
        ) : (
          <>
            <p class="big-number">
              {about}
              {oneDecimal(now.monthly)}
            </p>
            <p class="soft">{say("of", { h: now.headacheDays, n: now.recordedDays })}</p>
            {before && change.changePct && (
              <p>
                {say("before", { n: String(oneDecimal(before)) })}{" "}
                {say(change.changePct.num > 0 ? "fewer" : change.changePct.num < 0 ? "more" : "same", {
                  n: Math.abs(oneDecimal(change.changePct) ?? 0),
                })}
              </p>
            )}
          </>
        )}
      </section>
      <section class="card stack">
        <div class="row between">
          <h2>{say("weeks")}</h2>
          <button type="button" class="button-quiet" aria-pressed={table} onClick={() => setTable(!table)}>
            {say(table ? "chart" : "table")}
          </button>
        </div>
        {recorded === 0 ? (
          <p class="soft">{say("empty")}</p>
        ) : table ? (
          <WeekTable weeks={weeks} />
        ) : (
          <WeekCharts weeks={weeks} label={inWords(weeks)} />
        )}
        <p class="small soft">{say("honest")}</p>
      </section>
      <section class="card stack">
        <h2>{say("medicine")}</h2>
        {Object.keys(use.days).length === 0 && (
          <p>{say(use.anyDays === null ? "medicine.unknown" : "medicine.none")}</p>
        )}
        {Object.entries(use.days).map(([kind, count]) => (
          <p key={kind}>{say("medicine.days", { name: className(kind as "simple"), n: count })}</p>
        ))}
        {(Object.keys(use.levels).length > 0 || use.atLimit) && (
          <p class="notice">
            {use.atLimit ? say("medicine.reached") : say("medicine.near", { n: use.anyDays ?? 0 })}
          </p>
        )}
      </section>
      <section class="card stack">
        <h2>{say("activities")}</h2>
        {activities.length === 0 && <p class="soft">{say("activities.none")}</p>}
        {Object.entries(activities.at(-1)?.values ?? {}).map(([name, value]) => (
          <p key={name} class="row between">
            <span>{name}</span>
            <b>
              {activities[0]?.values[name] !== undefined && activities.length > 1
                ? `${activities[0].values[name]} → `
                : ""}
              {value} / 10
            </b>
          </p>
        ))}
        <a class="button-soft" href="/app/measure/activities">
          {say("activities.rate")}
        </a>
      </section>
      {typeof navigator.share === "function" && (
        <button
          type="button"
          class="button-soft wide"
          onClick={() => void navigator.share({ title: "Nod", text: inWords(weeks) }).catch(() => undefined)}
        >
          {say("share")}
        </button>
      )}
    </>
  );
}

/** The same in one paragraph, for those who listen and for sharing. */
function inWords(weeks: Week[]): string {
  const first = weeks[0];
  const last = weeks.at(-1);
  if (!first || !last) return "";
  const known = weeks.filter((week) => week.headacheDays !== null);
  return say("words", {
    from: dateInWords(first.from),
    to: dateInWords(last.to),
    h1: known[0]?.headacheDays ?? "–",
    h2: known.at(-1)?.headacheDays ?? "–",
    s: weeks.reduce((sum, week) => sum + week.sessions, 0),
    m: weeks.reduce((sum, week) => sum + (week.medicineDays ?? 0), 0),
    r: weeks.reduce((sum, week) => sum + week.recorded, 0),
    all: weeks.length * 7,
  });
}

function WeekTable({ weeks }: { weeks: Week[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than a phone is scrolled with the keyboard too
    <section class="scroll-x" aria-label={say("weeks")} tabIndex={0}>
      <table class="weeks">
        <thead>
          <tr>
            {(["week", "recorded", "headache", "pain", "medicine", "sessions"] as const).map((name) => (
              <th scope="col" key={name}>
                {say(`col.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week.from}>
              <th scope="row">{dateInWords(week.from, { weekday: undefined })}</th>
              <td>{week.recorded}</td>
              <td>{week.headacheDays ?? "–"}</td>
              <td>{week.meanPeak === null ? "–" : week.meanPeak.toFixed(1)}</td>
              <td>{week.medicineDays ?? "–"}</td>
              <td>{week.sessions}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
