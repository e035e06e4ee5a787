// A session begun on an earlier day and never saved: what was done of it is logged, so that nothing is lost.
import { doneBy, layOut } from "../../domain/timeline";
import { saveSession, today } from "../state";
import { itemsOf } from "./items";
import { recordOf } from "./record";
import { keepSession, keptSession, positionOf, takenUp } from "./unfinished";

/** Log and clear a draft of an earlier day; one without a single repetition is only cleared. */
export async function rescueDraft(now: number): Promise<void> {
  const kept = keptSession();
  if (!kept || kept.occurred_on === today.value) return;
  const draft = takenUp(kept, now);
  const items = itemsOf(draft);
  const steps = layOut(items);
  const position = positionOf(draft, now);
  keepSession(null);
  if (!items.some((_, index) => doneBy(steps, index, position).begun)) return;
  const ended = Math.min(draft.aliveAt ?? now, draft.startedAt + 3 * 3600_000);
  await saveSession(recordOf(draft, items, steps, position, ended));
}
