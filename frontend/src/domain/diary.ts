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
  helped?: "no" | "some" | "full" | null;
}

export type Sure = "yes" | "no" | "not_sure";
export const AREAS = [
  "under_skull",
  "back_of_head",
  "top",
  "temple",
  "forehead",
  "behind_eye",
  "behind_ear",
  "face_jaw",
  "upper_neck",
  "lower_neck",
  "shoulder_top",
] as const;
export type Region = `${(typeof AREAS)[number]}_${"left" | "right"}`;
export const QUALITIES = ["dull", "pressing", "throbbing", "stabbing", "burning", "other"] as const;
export const TRIGGERS = [
  "screen",
  "driving",
  "sleep_position",
  "lifting",
  "stress",
  "poor_sleep",
  "missed_meal",
  "alcohol",
  "menstrual",
  "weather",
  "exercise",
  "unknown",
  "other",
] as const;
export const WITH_IT = [
  "nausea",
  "vomiting",
  "light",
  "sound",
  "dizzy",
  "blurred_vision",
  "visual_zigzags",
  "stuffy_or_watery_eye",
] as const;
export const LOST_TIME = [
  "slowed_half_or_more",
  "missed_work_or_school",
  "missed_home_tasks",
  "missed_social",
] as const;

export interface DayFields {
  headache?: boolean | null;
  peak_intensity?: number | null;
  duration_min?: number | null;
  side?: "left" | "right" | "both" | "switches" | "middle" | null;
  average_intensity?: number | null;
  onset_time?: string | null;
  side_same_as_usual?: boolean | null;
  new_or_different?: boolean | null;
  regions?: Region[] | null;
  quality?: (typeof QUALITIES)[number][] | null;
  started_in_neck?: Sure | null;
  neck_pain_now?: number | null;
  neck_stiff?: "none" | "some" | "a_lot" | null;
  trigger_neck_move?: Sure | null;
  trigger_other?: (typeof TRIGGERS)[number][] | null;
  with_it?: (typeof WITH_IT)[number][] | null;
  worse_with_walking_stairs?: boolean | null;
  worse_after_exercise?: boolean | null;
  lost_time?: (typeof LOST_TIME)[number][] | null;
  sleep_hours?: number | null;
  stress?: number | null;
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
