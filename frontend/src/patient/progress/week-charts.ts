// Draws the weeks with uPlot: one row a number, all rows on the same time axis.
import "uplot/dist/uPlot.min.css";
import uPlot from "uplot";
import type { Week } from "../../domain/progress";
import { dateInWords } from "../../i18n";
import { type en, say } from "./words";

const HEIGHT = 96;
const AXIS = 26;

interface Row {
  name: keyof typeof en;
  colour: string;
  most: number;
  value: (week: Week) => number | null;
}

const ROWS: Row[] = [
  {
    name: "row.headache",
    colour: "--pain",
    most: 7,
    value: (week) => week.headacheDays,
  },
  { name: "row.pain", colour: "--pain", most: 10, value: (week) => week.meanPeak },
  {
    name: "row.medicine",
    colour: "--focus",
    most: 7,
    value: (week) => week.medicineDays,
  },
  { name: "row.sessions", colour: "--main", most: 7, value: (week) => week.sessions },
];

/** Draw into `frame` and return a function that takes the charts away again. */
export function drawWeeks(frame: HTMLElement, weeks: Week[]): () => void {
  const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const places = weeks.map((_, place) => place);
  const charts = ROWS.map((row, index) => {
    const values = weeks.map(row.value);
    const last = index === ROWS.length - 1;
    const title = document.createElement("p");
    title.className = "small";
    title.textContent = say(row.name);
    const place = document.createElement("div");
    frame.append(title, place);
    const top = Math.max(row.most, ...values.map((value) => value ?? 0));
    const axis = {
      stroke: colour("--soft"),
      grid: { stroke: colour("--line"), width: 1 },
      ticks: { show: false },
      font: "13px system-ui",
    };
    const bars = uPlot.paths.bars?.({ size: [0.62, 44] });
    return new uPlot(
      {
        width: frame.clientWidth,
        height: last ? HEIGHT + AXIS : HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        padding: [8, 12, last ? 0 : 6, 0],
        scales: { x: { time: false, range: [-0.6, weeks.length - 0.4] }, y: { range: [0, top] } },
        axes: [
          {
            ...axis,
            show: last,
            size: AXIS,
            grid: { show: false },
            splits: () => places,
            values: () => places.map((each) => (labelled(each, weeks.length) ? shortDate(weeks[each]) : "")),
          },
          { ...axis, size: 34, splits: () => [0, top / 2, top].map((value) => Math.round(value)) },
        ],
        series: [
          {},
          {
            fill: colour(row.colour),
            stroke: colour(row.colour),
            width: 0,
            points: { show: false },
            ...(bars ? { paths: bars } : {}),
          },
        ],
        hooks: { draw: [(plot) => markUnknown(plot, values, colour("--soft"))] },
      },
      [places, values],
      place,
    );
  });
  const resize = new ResizeObserver(() => {
    for (const chart of charts) chart.setSize({ width: frame.clientWidth, height: chart.height });
  });
  resize.observe(frame);
  return () => {
    resize.disconnect();
    for (const chart of charts) chart.destroy();
    frame.replaceChildren();
  };
}

/** A dash where a week is not known: no bar at all would read as none. */
function markUnknown({ ctx, valToPos }: uPlot, values: (number | null)[], ink: string): void {
  ctx.save();
  ctx.fillStyle = ink;
  ctx.font = `${13 * devicePixelRatio}px system-ui`;
  ctx.textAlign = "center";
  values.forEach((value, place) => {
    if (value !== null) return;
    ctx.fillText("–", valToPos(place, "x", true), valToPos(0, "y", true) - 5 * devicePixelRatio);
  });
  ctx.restore();
}

/** The newest week and every third or so before it: more dates would not fit a phone. */
function labelled(place: number, count: number): boolean {
  return (count - 1 - place) % Math.max(1, Math.ceil(count / 4)) === 0;
}

function shortDate(week: Week | undefined): string {
  return week ? dateInWords(week.from, { weekday: undefined }) : "";
}
