// What a therapist holds while a session runs: what lies ahead of it is taken out.
import { layOut, stepAt } from "../../domain/timeline";
import { itemsOf } from "./items";
import { type Draft, positionOf, seek } from "./unfinished";

/** A session without what is held now: what was begun is left where it stands, what lies ahead is taken out. */
export function withoutHeld(draft: Draft, held: ReadonlySet<string>, now: number): Draft {
  const steps = layOut(itemsOf(draft));
  const position = positionOf(draft, now);
  const here = stepAt(steps, position)?.item ?? draft.items.length;
  const items = draft.items.filter((item, place) => place <= here || !held.has(item.exercise));
  const going = draft.items[here];
  const next: Draft = items.length < draft.items.length ? { ...draft, items } : draft;
  if (!going || !held.has(going.exercise)) return next;
  const end = steps.filter((step) => step.item === here).at(-1)?.end ?? position;
  const notes: Draft["notes"] = {
    ...draft.notes,
    [going.id]: { ...draft.notes[going.id], skipped: "other", leftAt: position },
  };
  return seek({ ...next, notes }, end, now);
}
