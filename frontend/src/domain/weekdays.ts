// The weekdays of a reminder as bits, Monday 1 to Sunday 64, as the server keeps them.

export const EVERY_DAY = 0b1111111;
export const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;

export function has(days: number, weekday: number): boolean {
  return ((days >> weekday) & 1) === 1;
}

/** The days with one switched over; the last one stays, because a reminder without a day is one switched off. */
export function toggled(days: number, weekday: number): number {
  const next = days ^ (1 << weekday);
  return next === 0 ? days : next;
}
