// Draws the timeline with uPlot: headache days and worst pain above, sessions a week below, program versions as lines.
import "uplot/dist/uPlot.min.css";
import uPlot from "uplot";
import type { Timeline } from "../types";
import { byWeek } from "./weeks";

const DAY = 86_400;

/** Draw into `frame` and return a function that takes the chart away again. */
export function drawTimeline(frame: HTMLElement, timeline: Timeline): () => void {
  const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const times = timeline.days.map((each) => Date.parse(`${each.date}T00:00:00Z`) / 1000);
  const headache = timeline.days.map((each) => (each.headache_day ? each.peak_intensity : null));
  // A headache day whose pain was not given has no height: a ring on the axis.
  const unrated = timeline.days.map((each) => (each.headache_day && each.peak_intensity === null ? 0 : null));
  const free = timeline.days.map((each) => (each.headache_day === false ? 0 : null));
  const neck = timeline.days.map((each) => each.neck_pain);
  const medicine = timeline.days.map((each) => (each.medicine ? 10.9 : null));
  const weeks = byWeek(timeline);
  const newest = timeline.days.length - 1;
  const sessions = timeline.days.map(
    (_, index) => weeks.at(-1 - Math.floor((newest - index) / 7))?.sessions ?? 0,
  );
  // Three times the most, so that the exercise stays in the lower third, below the pain.
  const mostSessions = Math.max(7, ...sessions);
  const text = colour("--soft");
  const axis = {
    stroke: text,
    grid: { stroke: colour("--line"), width: 1 },
    ticks: { show: false },
    font: "13px system-ui",
  };
  const height = 300;
  const chart = new uPlot(
    {
      width: frame.clientWidth,
      height,
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "UTC"),
      cursor: { points: { show: false } },
      scales: {
        pain: { range: [0, 11.4] },
        week: { range: [0, mostSessions * 3] },
      },
      axes: [
        { ...axis, space: 90, values: (_u, splits) => splits.map((at) => dayText(at)) },
        {
          ...axis,
          scale: "pain",
          label: "Worst pain (0–10)",
          labelFont: "13px system-ui",
          stroke: text,
          size: 46,
        },
        {
          ...axis,
          scale: "week",
          side: 1,
          label: "Sessions a week",
          labelFont: "13px system-ui",
          grid: { show: false },
          size: 46,
        },
      ],
      series: [
        { value: (_u, at) => (at === null ? "" : dayText(at)), label: "Day" },
        {
          label: "Sessions that week",
          scale: "week",
          stroke: colour("--main"),
          fill: `${colour("--main")}33`,
          ...pathsOf(uPlot.paths.stepped?.({ align: 1 })),
          points: { show: false },
        },
        {
          label: "Headache day, worst pain",
          scale: "pain",
          fill: colour("--pain"),
          stroke: colour("--pain"),
          width: 0,
          ...pathsOf(uPlot.paths.bars?.({ size: [0.72, 14], align: 1 })),
          points: { show: false },
        },
        {
          label: "Headache day, pain not given",
          scale: "pain",
          stroke: colour("--pain"),
          paths: () => null,
          points: { show: true, size: 7, fill: colour("--card"), width: 2 },
          value: (_u, value) => (value === 0 ? "yes" : "–"),
        },
        {
          label: "No headache",
          scale: "pain",
          stroke: colour("--main"),
          paths: () => null,
          points: { show: true, size: 5, fill: colour("--main"), width: 0 },
          value: (_u, value) => (value === 0 ? "yes" : "–"),
        },
        {
          label: "Neck pain",
          scale: "pain",
          stroke: colour("--soft"),
          width: 1,
          // Days that were not recorded break the line; a lone one is a point.
          spanGaps: false,
          points: { show: true, size: 4, fill: colour("--soft"), width: 0 },
        },
        {
          label: "Medicine day",
          scale: "pain",
          stroke: colour("--warn"),
          paths: () => null,
          points: { show: true, size: 6, fill: colour("--warn"), width: 0 },
          value: (_u, value) => (value === null ? "–" : "yes"),
        },
      ],
      hooks: { draw: [(plot) => drawEvents(plot, timeline, colour("--ink"))] },
    },
    [times, sessions, headache, unrated, free, neck, medicine],
    frame,
  );
  const resize = new ResizeObserver(() => chart.setSize({ width: frame.clientWidth, height }));
  resize.observe(frame);
  return () => {
    resize.disconnect();
    chart.destroy();
  };
}

function pathsOf(paths: uPlot.Series.PathBuilder | undefined): { paths?: uPlot.Series.PathBuilder } {
  return paths ? { paths } : {};
}

function dayText(seconds: number): string {
  return new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" }).format(
    seconds * 1000,
  );
}

interface Event {
  on: string;
  label: string;
}

/** On a narrow chart the words of treatments and examinations would lie over each other; their lines stay. */
const ROOM_FOR_WORDS = 500;

function eventsOf(timeline: Timeline, width: number): Event[] {
  const words = (label: string) => (width < ROOM_FOR_WORDS ? "" : label);
  return [
    ...timeline.program_versions.map(({ on, number, phase_name }) => ({
      on,
      label: number === 1 ? `Program starts: ${phase_name}` : `Version ${number}: ${phase_name}`,
    })),
    ...timeline.treatments.map(({ on, kind }) => ({ on, label: words(kind.replaceAll("_", " ")) })),
    ...timeline.assessments.map(({ on }) => ({ on, label: words("assessment") })),
  ].sort((a, b) => (a.on < b.on ? -1 : 1));
}

/** A dashed line with its words where something was changed or done; near ones stand one below the other. */
function drawEvents(plot: uPlot, timeline: Timeline, ink: string): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const last = Date.parse(`${timeline.last}T00:00:00Z`) / 1000 + DAY;
  ctx.save();
  ctx.strokeStyle = ink;
  ctx.fillStyle = ink;
  ctx.font = `${12 * ratio}px system-ui`;
  ctx.setLineDash([4 * ratio, 4 * ratio]);
  eventsOf(timeline, bbox.width / ratio).forEach((event, place) => {
    const at = Date.parse(`${event.on}T00:00:00Z`) / 1000;
    const x = Math.max(plot.valToPos(at, "x", true), bbox.left);
    if (at > last || x > bbox.left + bbox.width) return;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const left = x + ctx.measureText(event.label).width + 12 * ratio > bbox.left + bbox.width;
    ctx.textAlign = left ? "right" : "left";
    ctx.fillText(event.label, x + (left ? -5 : 5) * ratio, bbox.top + (30 + (place % 4) * 15) * ratio);
  });
  ctx.restore();
}
