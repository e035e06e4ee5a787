// What the progress screen shows: weeks on one time axis, and the same numbers the therapist sees.
import { addDays, daysBetween, type LocalDate } from "./dates";
import type { Day } from "./diary";
import { type DiaryDay, isHeadacheDay, LIMITED, monthlyOf } from "./headache-days";
import { type Ratio, ratio } from "./ratio";

const WEEK = 7;

export interface Week {
  from: LocalDate;
  to: LocalDate;
  recorded: number;
  /** Null in a week without a recorded day: unknown, never headache-free. */
  headacheDays: number | null;
  /** Over the week's headache days that have a value. */
  meanPeak: number | null;
  /** Dates with a medicine that has a limit; gepants, preventives and others have none and do not count. Null when nothing is known. */
  medicineDays: number | null;
  sessions: number;
}

interface Logged {
  occurred_on: LocalDate;
  slot: string;
  exercises: { outcome: string }[];
}

/** A session done: not a habit of the day, and not skipped (backend/insights/gather.py: is_session). */
export function isSession({ slot, exercises }: Logged): boolean {
  return slot !== "anytime" && exercises.some(({ outcome }) => outcome !== "skipped");
}

/** Headache days per 28 before the program: from the diary, or else as recalled; null when neither is known. */
export function monthlyBefore(
  before: { recorded_days: number; headache_days: number } | null,
  recalled: number | undefined,
): Ratio | null {
  const diary = before && monthlyOf(before.headache_days, before.recorded_days);
  return diary ?? (recalled === undefined ? null : ratio(recalled));
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
export function weeksUpTo(days: DiaryDay[], sessions: Logged[], last: LocalDate, count: number): Week[] {
  return Array.from({ length: count }, (_, place) => {
    const to = addDays(last, -WEEK * (count - 1 - place));
    const from = addDays(to, 1 - WEEK);
    const inside = days.filter(({ on }) => from <= on && on <= to);
    const headache = inside.filter(isHeadacheDay);
    const recorded = inside.filter((day) => day.headache !== null).length;
    const medicineDays = inside.filter((day) => day.medicines.some((name) => LIMITED.includes(name))).length;
    const peaks = headache.flatMap(({ peak }) => (peak === null ? [] : [peak]));
    return {
      from,
      to,
      recorded,
      headacheDays: recorded ? headache.length : null,
      meanPeak: peaks.length ? peaks.reduce((sum, peak) => sum + peak, 0) / peaks.length : null,
      medicineDays: recorded || medicineDays ? medicineDays : null,
      sessions: sessions.filter(
        (each) => isSession(each) && from <= each.occurred_on && each.occurred_on <= to,
      ).length,
    };
  });
}

/** How many weeks there is something to show for, at least `least`, at most `most`. */
export function weeksToShow(first: LocalDate | undefined, last: LocalDate, least = 4, most = 12): number {
  const weeks = first ? Math.ceil((daysBetween(first, last) + 1) / WEEK) : 0;
  return Math.min(most, Math.max(least, weeks));
}
