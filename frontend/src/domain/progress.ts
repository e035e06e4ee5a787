// What the progress screen shows: weeks on one time axis, and the same numbers the therapist sees.
import { addDays, daysBetween, type LocalDate } from "./dates";
import type { Day } from "./diary";
import { ACUTE, type DiaryDay, isHeadacheDay } from "./headache-days";

const WEEK = 7;

export interface Week {
  from: LocalDate;
  to: LocalDate;
  recorded: number;
  headacheDays: number;
  /** Over the week's headache days that have a value. */
  meanPeak: number | null;
  /** Dates with an acute medicine; preventives and others have no limit and do not count. */
  medicineDays: number;
  sessions: number;
}

interface Done {
  occurred_on: LocalDate;
  slot: string;
}

/** A day as the counting rules read it. */
export function diaryDay({ occurred_on, fields }: Day, minMinutes: number): DiaryDay {
  return {
    on: occurred_on,
    headache: fields.headache ?? null,
    peak: fields.peak_intensity ?? null,
    minutes: fields.duration_min ?? null,
    medicines: (fields.medicines ?? []).map((medicine) => medicine.class),
    minMinutes,
  };
}

/** The last `count` weeks, oldest first; the newest ends on `last`. */
export function weeksUpTo(days: DiaryDay[], sessions: Done[], last: LocalDate, count: number): Week[] {
  return Array.from({ length: count }, (_, place) => {
    const to = addDays(last, -WEEK * (count - 1 - place));
    const from = addDays(to, 1 - WEEK);
    const inside = days.filter(({ on }) => from <= on && on <= to);
    const headache = inside.filter(isHeadacheDay);
    const peaks = headache.flatMap(({ peak }) => (peak === null ? [] : [peak]));
    return {
      from,
      to,
      recorded: inside.filter((day) => day.headache !== null).length,
      headacheDays: headache.length,
      meanPeak: peaks.length ? peaks.reduce((sum, peak) => sum + peak, 0) / peaks.length : null,
      medicineDays: inside.filter((day) => day.medicines.some((name) => ACUTE.includes(name))).length,
      sessions: sessions.filter((done) => {
        const on = done.occurred_on;
        return done.slot !== "anytime" && from <= on && on <= to;
      }).length,
    };
  });
}

/** How many weeks there is something to show for, at least `least`, at most `most`. */
export function weeksToShow(first: LocalDate | undefined, last: LocalDate, least = 4, most = 12): number {
  const weeks = first ? Math.ceil((daysBetween(first, last) + 1) / WEEK) : 0;
  return Math.min(most, Math.max(least, weeks));
}
