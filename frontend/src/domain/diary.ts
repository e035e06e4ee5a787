// A day of the diary as the phone shows it: what the server merged, with unsent writings on top.
import type { LocalDate } from "./dates";

export interface Medicine {
  class:
    | "simple"
    | "triptan"
    | "ergot"
    | "opioid"
    | "combination"
    | "gepant_ditan"
    | "muscle_relaxant"
    | "preventive"
    | "other";
  name?: string;
  doses?: number;
}

export interface DayFields {
  headache?: boolean | null;
  peak_intensity?: number | null;
  duration_min?: number | null;
  side?: "left" | "right" | "both" | "switches" | "middle" | null;
  neck_pain_now?: number | null;
  medicines?: Medicine[] | null;
  note?: string | null;
}

export interface Day {
  occurred_on: LocalDate;
  fields: DayFields;
  /** Revisions nobody has seen yet; the next writing names them as its parents. */
  heads: string[];
}

export interface Revision {
  id: string;
  occurred_on: LocalDate;
  parents: string[];
  changes: DayFields;
}

/** What "no headache" writes: what was said about a headache of that day is taken back with it. */
export const NO_HEADACHE: DayFields = {
  headache: false,
  peak_intensity: null,
  duration_min: null,
  side: null,
};

export const BACKFILL_DAYS = 7;

/** The day with unsent revisions applied in the order they were written. */
export function withUnsent(day: Day | undefined, on: LocalDate, unsent: Revision[]): Day {
  const mine = unsent.filter((revision) => revision.occurred_on === on);
  const fields = Object.assign({}, day?.fields, ...mine.map((revision) => revision.changes)) as DayFields;
  const seen = new Set(mine.flatMap((revision) => revision.parents));
  const heads = [...(day?.heads ?? []), ...mine.map((revision) => revision.id)].filter((id) => !seen.has(id));
  return { occurred_on: on, fields, heads };
}

/** The fields of `next` that differ from `before`; what is not written again cannot overwrite another phone's word. */
export function changesBetween(before: DayFields, next: DayFields): DayFields {
  const keys = new Set([...Object.keys(before), ...Object.keys(next)]) as Set<keyof DayFields>;
  const changes: Record<string, unknown> = {};
  for (const key of keys) {
    const value = next[key] ?? null;
    if (JSON.stringify(before[key] ?? null) !== JSON.stringify(value)) changes[key] = value;
  }
  return changes as DayFields;
}
