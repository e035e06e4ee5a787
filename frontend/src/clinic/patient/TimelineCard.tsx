// Dose and diary on one time axis, as a chart and as a table. It claims no causation.
import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "../../api/client";
import { count } from "../count";
import { useCard } from "../loading";
import { LoadFault } from "../Problem";
import type { Timeline } from "../types";
import { day } from "../zones";
import { byWeek, type Week } from "./weeks";

const SPANS = [
  { days: 84, text: "12 weeks" },
  { days: 182, text: "6 months" },
  { days: 366, text: "1 year" },
];

/** `changed` is raised when something was added that stands on the axis. */
export function TimelineCard({ id, changed }: { id: string; changed: number }) {
  const [table, setTable] = useState(false);
  const [span, setSpan] = useState(84);
  const params = { path: { patient_id: id }, query: { days: span } };
  const loaded = useCard(
    "The timeline",
    () => api.GET("/api/v1/patients/{patient_id}/timeline", { params }),
    [id, span, changed],
  );
  const timeline = loaded.data;
  const recorded = timeline?.days.filter((each) => each.recorded).length ?? 0;
  return (
    <section class="card stack" aria-label="Timeline">
      <div class="row between">
        <h2>Dose and diary on one axis</h2>
        <span class="row">
          {SPANS.map(({ days, text }) => (
            <button
              key={days}
              type="button"
              class="chip"
              aria-pressed={span === days}
              onClick={() => setSpan(days)}
            >
              {text}
            </button>
          ))}
          <button type="button" class="button-soft" aria-pressed={table} onClick={() => setTable(!table)}>
            {table ? "Show the chart" : "Show as a table"}
          </button>
          <button type="button" class="button-quiet" onClick={() => window.print()}>
            Print
          </button>
        </span>
      </div>
      <LoadFault of={loaded} />
      {!timeline ? (
        <div class="chart soft">Loading…</div>
      ) : recorded === 0 ? (
        <p class="soft">Nothing has been recorded yet. The chart begins with the first diary day.</p>
      ) : table ? (
        <WeekTable timeline={timeline} />
      ) : (
        <Chart timeline={timeline} />
      )}
      {timeline && (
        <p class="small soft">
          {recorded} of {timeline.days.length} days recorded. Days without an answer are unknown, not
          headache-free. Drag across the chart to look closer, double-click to see all. It shows what happened
          when; it does not say what caused what.
        </p>
      )}
    </section>
  );
}

function Chart({ timeline }: { timeline: Timeline }) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let gone = false;
    let remove: (() => void) | undefined;
    // The chart library is loaded only where a chart is shown.
    void import("./timeline-chart").then(({ drawTimeline }) => {
      if (!gone && frame.current) remove = drawTimeline(frame.current, timeline);
    });
    return () => {
      gone = true;
      remove?.();
    };
  }, [timeline]);
  const weeks = byWeek(timeline);
  const label = `Timeline from ${day(timeline.first)} to ${day(timeline.last)}. First week: ${inWords(weeks[0])}. Last week: ${inWords(weeks.at(-1))}.`;
  return <div class="chart" ref={frame} role="img" aria-label={label} />;
}

function inWords(week: Week | undefined): string {
  const headache =
    week?.headacheDays == null
      ? "headache not recorded"
      : `${count(week.headacheDays, "headache day")} in ${count(week.recorded, "recorded day")}`;
  return `${headache}, ${count(week?.sessions ?? 0, "session")}`;
}

function WeekTable({ timeline }: { timeline: Timeline }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than a phone is scrolled with the keyboard too
    <section class="table-card" aria-label="Weeks" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Week from</th>
            <th scope="col">Days recorded</th>
            <th scope="col">Headache days</th>
            <th scope="col">Mean worst pain</th>
            <th scope="col">Mean neck pain</th>
            <th scope="col">Medicine days</th>
            <th scope="col">Sessions done</th>
          </tr>
        </thead>
        <tbody>
          {byWeek(timeline).map((week) => (
            <tr key={week.from}>
              <th scope="row">{day(week.from)}</th>
              <td>{week.recorded}</td>
              <td>{week.headacheDays ?? "–"}</td>
              <td>{week.meanPeak === null ? "–" : week.meanPeak.toFixed(1)}</td>
              <td>{week.meanNeck === null ? "–" : week.meanNeck.toFixed(1)}</td>
              <td>{week.medicineDays ?? "–"}</td>
              <td>{week.sessions}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
