// Turns what happened in the player into the record that is logged: exactly as done, under the version it was done with.
import { isoWithOffset } from "../../domain/dates";
import type { Plan, PlanItem } from "../../domain/plan";
import type { Slot } from "../../domain/schedule";
import { doneBy, type SessionItem, type Step, startOfItem } from "../../domain/timeline";
import type { SessionRecord } from "../../store/outbox";
import { deviceZone } from "../state";
import type { Draft } from "./unfinished";

type ExerciseLog = SessionRecord["exercises"][number];

/** The record of a finished or ended session. `position` is how far the patient got. */
export function recordOf(
  draft: Draft,
  items: SessionItem[],
  steps: Step[],
  position: number,
  now: number,
): Omit<SessionRecord, "pain_after" | "effort" | "note"> {
  const zone = deviceZone();
  const record: SessionRecord = {
    occurred_on: draft.occurred_on,
    version_id: draft.version_id,
    slot: draft.slot,
    started_at: isoWithOffset(draft.startedAt, zone),
    ended_at: isoWithOffset(Math.max(now, draft.startedAt), zone),
    exercises: items.map((item, index) => {
      const note = draft.notes[item.id] ?? {};
      const until = note.leftAt ?? (position < startOfItem(steps, index) ? 0 : position);
      const done = doneBy(steps, index, until, item);
      const all = doneBy(steps, index, Number.POSITIVE_INFINITY, item);
      const whole = done.reps >= all.reps;
      const skip = whole ? undefined : (note.skipped ?? (done.begun ? undefined : "other"));
      // Field by field: of what is spread into an object, nobody checks the names.
      const log: ExerciseLog = {
        item_id: item.id,
        outcome: whole ? "done" : done.begun ? "partly" : "skipped",
        sets_done: done.sets,
        reps_done: done.reps,
      };
      if (skip) log.skip_reason = skip;
      if (note.easier) log.easier = true;
      if (note.pain !== undefined) log.pain = note.pain;
      return log;
    }),
  };
  if (draft.gentle) record.rule_followed = "gentle";
  return record;
}

/** The answer to the question after a session: the worst pain during it, null when not said, and in which exercises. */
export interface PainDuring {
  pain: number | null;
  hurt: string[];
}

type Done = ExerciseLog[];

/** The exercises with the pain of each that was done. It is 0 in those that were not named, and counts for all when it
 * hurt and none was named; without an answer it stays unknown. What was said in the middle of one is never lowered. */
export function withPain(exercises: Done, { pain, hurt }: PainDuring): Done {
  if (pain === null) return exercises;
  const done = exercises.filter(({ outcome }) => outcome !== "skipped").map(({ item_id }) => item_id);
  const named = hurt.filter((id) => done.includes(id));
  const aching = new Set(named.length ? named : done);
  return exercises.map((exercise) => {
    if (exercise.outcome === "skipped") return exercise;
    const felt = aching.has(exercise.item_id) ? pain : 0;
    return { ...exercise, pain: Math.max(felt, exercise.pain ?? 0) };
  });
}

/** Rest, or the easy moves of a flare, by the headache-day rule: nothing of the dose was done, and nothing was missed. */
export function sessionOfRest(
  plan: Plan,
  items: PlanItem[],
  slot: Slot,
  on: string,
  now: number,
  rule_followed: "rest" | "flare" = "rest",
): SessionRecord {
  const at = isoWithOffset(now, deviceZone());
  return {
    occurred_on: on,
    version_id: plan.version_id,
    slot,
    started_at: at,
    ended_at: at,
    rule_followed,
    exercises: items.map(
      (item): ExerciseLog => ({
        item_id: item.id,
        outcome: "skipped",
        sets_done: 0,
        reps_done: 0,
        skip_reason: "headache_rule",
      }),
    ),
  };
}

/** A habit done once, logged by one tap. */
export function sessionOfHabit(plan: Plan, item: PlanItem, on: string, now: number): SessionRecord {
  const at = isoWithOffset(now, deviceZone());
  const { sets, reps } = item.dose;
  return {
    occurred_on: on,
    version_id: plan.version_id,
    slot: "anytime",
    started_at: at,
    ended_at: at,
    exercises: [{ item_id: item.id, outcome: "done", sets_done: sets, reps_done: sets * reps }],
  };
}
