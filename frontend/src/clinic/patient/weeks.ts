// The timeline by week, counted back from its last day, so that the newest week is whole.
import type { Timeline } from "../types";

export interface Week {
  from: string;
  recorded: number;
  headacheDays: number;
  meanPeak: number | null;
  meanNeck: number | null;
  medicineDays: number;
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
    weeks.unshift({
      from: slice[0]?.date ?? "",
      recorded: slice.filter((each) => each.recorded).length,
      headacheDays: slice.filter((each) => each.headache_day).length,
      meanPeak: mean(peaks),
      meanNeck: mean(slice.flatMap((each) => (each.neck_pain === null ? [] : [each.neck_pain]))),
      medicineDays: slice.filter((each) => each.medicine).length,
      sessions: slice.reduce((sum, each) => sum + each.sessions, 0),
    });
  }
  return weeks;
}
