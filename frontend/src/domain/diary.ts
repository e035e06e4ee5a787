// A day of the diary as the phone shows it: what the server merged, with unsent writings on top.
import type { REGIONS } from "../wire/choices";
import type { OneOf, Since, Wire } from "../wire/shapes";
import type { LocalDate } from "./dates";

export type Medicine = Wire<"Medicine">;
export type Region = OneOf<typeof REGIONS>;
export type DayFields = Wire<"DayChanges">;
export type Day = Since<Wire<"PulledDay">, "conflicts">;

/** What one phone wrote of a day, and what it had seen of it. */
export type Revision = Pick<Wire<"DayEntryRecordRequest">, "id" | "occurred_on" | "parents" | "changes">;

/** What "no headache" writes: what was said about a headache of that day is taken back with it. */
export const NO_HEADACHE: DayFields = {
  headache: false,
  peak_intensity: null,
  duration_min: null,
  side: null,
  average_intensity: null,
  onset_time: null,
  side_same_as_usual: null,
  new_or_different: null,
  regions: null,
  quality: null,
  started_in_neck: null,
  trigger_neck_move: null,
  with_it: null,
};

/** The medicines the patient named before, most used first: one tap repeats one. */
export function usualMedicines(days: Iterable<Day>): Medicine[] {
  const found = new Map<string, { medicine: Medicine; times: number }>();
  for (const day of days)
    for (const medicine of day.fields.medicines ?? []) {
      const key = `${medicine.class}/${medicine.name ?? ""}`;
      const times = (found.get(key)?.times ?? 0) + 1;
      const { helped: _, ...again } = medicine;
      found.set(key, { medicine: again, times });
    }
  return [...found.values()].sort((one, other) => other.times - one.times).map(({ medicine }) => medicine);
}

export const BACKFILL_DAYS = 7;

/** The day with unsent revisions applied in the order they were written. */
export function withUnsent(day: Day | undefined, on: LocalDate, unsent: Revision[]): Day {
  const mine = unsent.filter((revision) => revision.occurred_on === on);
  const fields: DayFields = Object.assign({}, day?.fields, ...mine.map((revision) => revision.changes));
  const seen = new Set(mine.flatMap((revision) => revision.parents ?? []));
  const heads = [...(day?.heads ?? []), ...mine.map((revision) => revision.id)].filter((id) => !seen.has(id));
  return { occurred_on: on, fields, heads };
}

/** The fields of `next` that differ from `before`; what is not written again cannot overwrite another phone's word. */
export function changesBetween(before: DayFields, next: DayFields): DayFields {
  const changes: DayFields = {};
  const names = new Set([...namesOf(before), ...namesOf(next)]);
  for (const name of names)
    if (JSON.stringify(before[name] ?? null) !== JSON.stringify(next[name] ?? null))
      Object.assign(changes, { [name]: next[name] ?? null });
  return changes;
}

function namesOf(fields: DayFields) {
  return Object.keys(fields) as (keyof DayFields)[];
}
