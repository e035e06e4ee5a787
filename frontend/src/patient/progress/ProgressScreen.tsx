// Does it help? Headache days with their quality, pain, medicine days and sessions on one time axis, and in words.
import { useState } from "preact/hooks";
import { addDays } from "../../domain/dates";
import { diaryDay, type Week, weeksToShow, weeksUpTo } from "../../domain/progress";
import { dateInWords } from "../../i18n";
import { snapshot, today } from "../state";
import { ActivitiesCard, ExerciseCard, HeadacheCard, MedicineCard } from "./cards";
import { WeekCharts } from "./WeekCharts";
import { say } from "./words";

export function ProgressScreen() {
  const [table, setTable] = useState(false);
  const state = snapshot.value;
  if (!state) return null;
  const days = [...state.days.values()].map((day) => diaryDay(day, state.headacheMinMinutes));
  const closed = addDays(today.value, -1);
  const first = days.map((day) => day.on).sort()[0];
  const weeks = weeksUpTo(days, state.sessions, closed, weeksToShow(first, closed));
  const recorded = weeks.reduce((sum, week) => sum + week.recorded, 0);

  return (
    <>
      <h1>{say("title")}</h1>
      <HeadacheCard days={days} closed={closed} />
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
      <ExerciseCard closed={closed} />
      <MedicineCard days={days} closed={closed} />
      <ActivitiesCard />
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
