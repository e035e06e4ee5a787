// Dose and diary on one time axis, as a chart and as a table. It claims no causation.
import { useEffect, useRef, useState } from "preact/hooks";
import { day } from "../reasons";
import type { Timeline } from "../types";
import { byWeek } from "./weeks";

export function TimelineCard({ timeline }: { timeline: Timeline }) {
  const [table, setTable] = useState(false);
  const recorded = timeline.days.filter((each) => each.recorded).length;
  return (
    <section class="card stack">
      <div class="row between">
        <h2>Twelve weeks on one axis</h2>
        <button type="button" class="button-soft" aria-pressed={table} onClick={() => setTable(!table)}>
          {table ? "Show the chart" : "Show as a table"}
        </button>
      </div>
      {recorded === 0 ? (
        <p class="soft">Nothing has been recorded yet. The chart begins with the first diary day.</p>
      ) : table ? (
        <WeekTable timeline={timeline} />
      ) : (
        <Chart timeline={timeline} />
      )}
      <p class="small soft">
        {recorded} of {timeline.days.length} days recorded. Days without an answer are unknown, not
        headache-free. The chart shows what happened when; it does not say what caused what.
      </p>
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
  const first = weeks[0];
  const last = weeks.at(-1);
  const label = `Timeline from ${day(timeline.first)} to ${day(timeline.last)}. First week: ${first?.headacheDays} headache days, ${first?.sessions} sessions. Last week: ${last?.headacheDays} headache days, ${last?.sessions} sessions.`;
  return <div class="chart" ref={frame} role="img" aria-label={label} />;
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
            <th scope="col">Sessions done</th>
          </tr>
        </thead>
        <tbody>
          {byWeek(timeline).map((week) => (
            <tr key={week.from}>
              <th scope="row">{day(week.from)}</th>
              <td>{week.recorded}</td>
              <td>{week.headacheDays}</td>
              <td>{week.meanPeak === null ? "–" : week.meanPeak.toFixed(1)}</td>
              <td>{week.sessions}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
