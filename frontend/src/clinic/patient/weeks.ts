// The timeline by week, counted back from its last day, so that the newest week is whole.
import type { Timeline } from "../types";

export interface Week {
  from: string;
  recorded: number;
  /** Null in a week without a recorded day: unknown, never headache-free. */
  headacheDays: number | null;
  meanPeak: number | null;
  meanNeck: number | null;
  /** Null when nothing is known. */
  medicineDays: number | null;
  sessions: number;
}

const mean = (values: number[]) =>
  values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;

export function byWeek({ days }: Timeline): Week[] {
  const weeks: Week[] = [];
  for (let end = days.length; end > 0; end -= 7) {
    const slice = days.slice(Math.max(0, end - 7), end);
    const peaks = slice.flatMap((each) =>
      each.headache_day && each.peak_intensity !== null ? [each.peak_intensity] : [],
    );
    const recorded = slice.filter((each) => each.recorded).length;
    const medicineDays = slice.filter((each) => each.medicine).length;
    weeks.unshift({
      from: slice[0]?.date ?? "",
      recorded,
      headacheDays: recorded ? slice.filter((each) => each.headache_day).length : null,
      meanPeak: mean(peaks),
      meanNeck: mean(slice.flatMap((each) => (each.neck_pain === null ? [] : [each.neck_pain]))),
      medicineDays: recorded || medicineDays ? medicineDays : null,
      sessions: slice.reduce((sum, each) => sum + each.sessions, 0),
    });
  }
  return weeks;
}
