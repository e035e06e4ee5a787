// The timeline by week, counted back from its last day, so that the newest week is whole.
import type { Timeline } from "../types";

export interface Week {
  from: string;
  recorded: number;
  headacheDays: number;
  meanPeak: number | null;
  sessions: number;
}

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
      meanPeak: peaks.length > 0 ? peaks.reduce((sum, peak) => sum + peak, 0) / peaks.length : null,
      sessions: slice.reduce((sum, each) => sum + each.sessions, 0),
    });
  }
  return weeks;
}
