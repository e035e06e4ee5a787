// The load budget while prescribing: the same formula as backend/programs/load.py.
import type { TemplateItem } from "../types";

export const MAX_ITEMS = 4;
const MOVE_SECONDS = 3;

export function minutesADay(item: TemplateItem): number {
  const sides = item.side === "each" ? 2 : 1;
  const seconds =
    item.sets * item.reps * sides * (item.hold_seconds + item.rest_seconds + MOVE_SECONDS) * item.per_day;
  return Math.ceil(seconds / 60);
}
