// Counts headache days, by the same definitions as backend/insights/numbers/headache_days.py (docs/numbers.md).
import { addDays, type LocalDate } from "./dates";
import { type Ratio, ratio } from "./ratio";

export const WINDOW_DAYS = 28;
const MIN_MINUTES = 30;
const RELIABLE_FROM = 23;
const ESTIMATED_FROM = 14;
/** Those that have a limit of days a month. */
export const LIMITED = ["simple", "triptan", "ergot", "opioid", "combination"];
/** Those that are taken against a headache: gepants and ditans have no limit, but treat one as triptans do. */
const ACUTE = [...LIMITED, "gepant_ditan"];

/** One date of the diary. `headache` null: not answered, so the day is not recorded. */
export interface DiaryDay {
  on: LocalDate;
  headache: boolean | null;
  peak: number | null;
  minutes: number | null;
  medicines: string[];
  /** The clinic's length from which a headache counts, when it is not the usual one. */
  minMinutes?: number;
}

export type Quality = "reliable" | "estimated" | "insufficient";

/** `monthly` is headache days per 28, exact; null when fewer than 14 days were recorded. */
export interface Window {
  recordedDays: number;
  headacheDays: number;
  monthly: Ratio | null;
  quality: Quality;
  meanPeak: Ratio | null;
}

export function isHeadacheDay(day: DiaryDay): boolean {
  if (!day.headache) return false;
  return (
    day.minutes === null ||
    day.minutes >= (day.minMinutes ?? MIN_MINUTES) ||
    day.medicines.some((name) => ACUTE.includes(name))
  );
}

/** Counts the 28 dates that end on `last`. A day without an answer is unknown, never headache-free. */
export function last28Days(days: DiaryDay[], last: LocalDate): Window {
  const first = addDays(last, 1 - WINDOW_DAYS);
  const recorded = days.filter((day) => day.on >= first && day.on <= last && day.headache !== null);
  const headache = recorded.filter(isHeadacheDay);
  const peaks = headache.flatMap((day) => (day.peak === null ? [] : [day.peak]));
  return {
    recordedDays: recorded.length,
    headacheDays: headache.length,
    monthly: monthlyOf(headache.length, recorded.length),
    quality: qualityOf(recorded.length),
    meanPeak: peaks.length
      ? ratio(
          peaks.reduce((sum, peak) => sum + peak, 0),
          peaks.length,
        )
      : null,
  };
}

/** Headache days per 28, exact; null when too few days were recorded. */
export function monthlyOf(headacheDays: number, recordedDays: number): Ratio | null {
  const enough = qualityOf(recordedDays) !== "insufficient";
  return enough ? ratio(headacheDays * WINDOW_DAYS, recordedDays) : null;
}

export function qualityOf(recordedDays: number): Quality {
  if (recordedDays >= RELIABLE_FROM) return "reliable";
  return recordedDays >= ESTIMATED_FROM ? "estimated" : "insufficient";
}
