// What is done of a session's items: each in the version that was chosen, less what was finished before the change.
import { easierItem } from "../../domain/easier";
import type { PlanItem } from "../../domain/plan";
import { doneBy, layOut, type SessionItem, startOfItem } from "../../domain/timeline";
import { type Draft, goOn, positionOf, seek } from "./unfinished";

/** The items as they are done: each in the version that was chosen. */
export function itemsOf(draft: Pick<Draft, "items" | "notes">): SessionItem[] {
  return draft.items.map((item) => {
    const { easier, before } = draft.notes[item.id] ?? {};
    if (!easier) return before ? { ...item, before: left(item, before) } : item;
    const changed = easierItem(item);
    return { ...changed, easierChosen: true, before: left(changed, before ?? 0) };
  });
}

/** At least one repetition is left to do in the version that was just chosen. */
function left({ dose }: PlanItem, before: number): number {
  return Math.min(before, dose.sets * dose.reps - 1);
}

/** Change an item's version: what was finished stays finished, and the rest begins with getting ready again. */
export function withVersion(draft: Draft, index: number, easier: boolean, now: number): Draft {
  const item = draft.items[index];
  if (!item) return draft;
  const doing = itemsOf(draft);
  const { reps } = doneBy(layOut(doing), index, positionOf(draft, now), doing[index]);
  const { leftAt: _leftAt, skipped: _skipped, ...note } = draft.notes[item.id] ?? {};
  const notes = { ...draft.notes, [item.id]: { ...note, easier, before: reps } };
  const next = { ...draft, notes };
  return goOn(seek(next, startOfItem(layOut(itemsOf(next)), index), now), now);
}

/** Go to the start of an item and take it up anew, even if it had been left. */
export function backTo(draft: Draft, index: number, start: number, now: number): Draft {
  const item = draft.items[index];
  if (!item) return draft;
  const { leftAt: _leftAt, skipped: _skipped, ...note } = draft.notes[item.id] ?? {};
  return seek({ ...draft, notes: { ...draft.notes, [item.id]: note } }, start, now);
}
