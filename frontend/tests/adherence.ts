// How much of the prescribed dose was done: the definition of docs/numbers.md counted a second time, to check the server by.
// No screen of the phone shows it, because it knows neither past versions of a program nor past holds.
import { addDays, daysBetween, type LocalDate } from "../src/domain/dates";
import { compare, over, plus, type Ratio, ratio, times } from "../src/domain/ratio";

const ZERO = ratio(0);
const smaller = (one: Ratio, other: Ratio): Ratio => (compare(one, other) <= 0 ? one : other);

const WEEK = 7;
/** Asked more often, an exercise belongs to one slot, "anytime" (schedule.ts). */
const MOST_SLOTS = 3;
const SOME = ratio(1, 2);
const ONE = ratio(1);

export interface PrescribedItem {
  item: string;
  sets: number;
  per_day: number;
  days_week: number;
  type: string;
}

/** One time as it was logged. `some`: did some, no number. */
export interface SlotLog {
  item: string;
  on: LocalDate;
  sets_done?: number;
  some?: boolean;
  skipped?: boolean;
}

/** The dates that count, both ends included, less the holds. Weeks count from `start`. */
export interface Period {
  start: LocalDate;
  first: LocalDate;
  last: LocalDate;
  holds: [LocalDate, LocalDate][];
}

export type Band = "high" | "medium" | "low";

export interface Adherence {
  prescribed: Ratio;
  credit: Ratio;
  pct: Ratio | null;
  band: Band | null;
}

export function adherence(items: PrescribedItem[], logs: SlotLog[], period: Period): Adherence {
  const dates = datesOf(period);
  let prescribed = ZERO;
  let credit = ZERO;
  for (const item of items) {
    const found = itemAdherence(item, logs, dates, period.start);
    prescribed = plus(prescribed, found.prescribed);
    credit = plus(credit, found.credit);
  }
  const pct = prescribed.num === 0 ? null : times(over(credit, prescribed), ratio(100));
  return { prescribed, credit, pct, band: bandOf(pct) };
}

/** Decided before rounding: high from 80, medium from 50. */
function bandOf(pct: Ratio | null): Band | null {
  if (!pct) return null;
  if (compare(pct, ratio(80)) >= 0) return "high";
  return compare(pct, ratio(50)) >= 0 ? "medium" : "low";
}

function datesOf({ start, first, last, holds }: Period): LocalDate[] {
  const from = first > start ? first : start;
  const span = Math.max(0, daysBetween(from, last) + 1);
  return Array.from({ length: span }, (_, day) => addDays(from, day)).filter(
    (date) => !holds.some(([held, until]) => held <= date && date <= until),
  );
}

function itemAdherence(item: PrescribedItem, logs: SlotLog[], dates: LocalDate[], start: LocalDate) {
  const own = logs.filter((log) => log.item === item.item);
  // A habit asked six times a day is one slot, or it would outweigh all exercises together.
  const slots = item.per_day <= MOST_SLOTS ? item.per_day : 1;
  const share = ratio(slots, item.per_day);
  // Extra today does not repay yesterday.
  const creditOn = (date: LocalDate) =>
    smaller(
      ratio(slots),
      own
        .filter((log) => log.on === date)
        .reduce((sum, log) => plus(sum, times(creditOf(item, log), share)), ZERO),
    );
  const sum = (some: LocalDate[]) => some.reduce((all, date) => plus(all, creditOn(date)), ZERO);
  if (item.days_week === WEEK) return { prescribed: ratio(slots * dates.length), credit: sum(dates) };
  const weeks = new Map<number, LocalDate[]>();
  for (const date of dates) {
    const week = Math.floor(daysBetween(start, date) / WEEK);
    weeks.set(week, [...(weeks.get(week) ?? []), date]);
  }
  let prescribed = ZERO;
  let credit = ZERO;
  for (const active of weeks.values()) {
    const quota = ratio(quotaOf(item.days_week * slots, active.length));
    prescribed = plus(prescribed, quota);
    credit = plus(credit, smaller(quota, sum(active)));
  }
  return { prescribed, credit };
}

/** A week of which only some days count asks for its share: floor(quota * days / 7 + 0.5). */
function quotaOf(weekly: number, activeDays: number): number {
  return Math.floor((2 * weekly * activeDays + WEEK) / (2 * WEEK));
}

function creditOf(item: PrescribedItem, log: SlotLog): Ratio {
  if (log.skipped) return ZERO;
  if (log.some && log.sets_done === undefined) return SOME;
  if (item.type === "checklist" || item.type === "habit" || log.sets_done === undefined) return ONE;
  return smaller(ONE, ratio(log.sets_done, item.sets));
}
