// Days with exercise and the best run of them, as backend/insights/numbers/activity.py counts (docs/numbers.md).
import { addDays, type LocalDate } from "./dates";

const REST_EVERY_DAYS = 7;

export interface Activity {
  activeDays: number;
  /** Dates from the first to the last of the longest run; one date of rest in any seven costs nothing. */
  bestRun: number;
}

export function activity(loggedOn: LocalDate[], first: LocalDate, last: LocalDate): Activity {
  const active = new Set(loggedOn.filter((on) => first <= on && on <= last));
  return { activeDays: active.size, bestRun: Math.max(0, ...[...active].map((on) => runFrom(on, active))) };
}

/** The length of the longest run that begins on `start`. */
function runFrom(start: LocalDate, active: Set<LocalDate>): number {
  let length = 1;
  let rested = -REST_EVERY_DAYS;
  for (let day = 1; ; day++) {
    if (active.has(addDays(start, day))) length = day + 1;
    else if (day - rested < REST_EVERY_DAYS) return length;
    else rested = day;
  }
}
