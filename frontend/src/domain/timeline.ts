// A session as a row of steps on one time axis. The player only asks "what is at this millisecond?", so a phone that
// was locked, hidden or reloaded is exact again at once.
import type { PlanItem } from "./plan";

export type StepKind = "ready" | "out" | "hold" | "back" | "rest" | "switch";

export interface Step {
  kind: StepKind;
  /** Milliseconds from the start of the session. */
  start: number;
  end: number;
  /** Index into the session's items. */
  item: number;
  /** Counted from 1; 0 before the first repetition. */
  set: number;
  rep: number;
  side: "none" | "left" | "right";
}

export const FIRST_READY_MS = 10_000;
export const NEXT_READY_MS = 8_000;
export const MOVE_MS = 1_500;
export const SWITCH_MS = 5_000;
export const SET_REST_MS = 20_000;

/** Lay out all repetitions, holds, rests and side changes of a session. */
export function layOut(items: PlanItem[]): Step[] {
  const steps: Step[] = [];
  let at = 0;
  const add = (kind: StepKind, length: number, rest: Omit<Step, "kind" | "start" | "end">) => {
    if (length > 0) steps.push({ kind, start: at, end: at + length, ...rest });
    at += length;
  };
  items.forEach(({ dose }, item) => {
    add("ready", item === 0 ? FIRST_READY_MS : NEXT_READY_MS, { item, set: 0, rep: 0, side: "none" });
    const move = (set: number, rep: number, side: Step["side"]) => {
      add("out", MOVE_MS, { item, set, rep, side });
      add("hold", dose.hold_seconds * 1000, { item, set, rep, side });
      add("back", MOVE_MS, { item, set, rep, side });
    };
    const passes: Step["side"][] =
      dose.side === "each"
        ? ["right", "left"]
        : dose.side === "left" || dose.side === "right"
          ? [dose.side]
          : ["none"];
    for (let set = 1; set <= dose.sets; set++) {
      passes.forEach((side, pass) => {
        if (pass > 0) add("switch", SWITCH_MS, { item, set, rep: 0, side });
        for (let rep = 1; rep <= dose.reps; rep++) {
          if (dose.side === "alternate") {
            move(set, rep, "right");
            move(set, rep, "left");
          } else move(set, rep, side);
          const last = rep === dose.reps;
          const lastPass = pass === passes.length - 1;
          if (!last) add("rest", dose.rest_seconds * 1000, { item, set, rep, side });
          else if (lastPass && set < dose.sets) add("rest", SET_REST_MS, { item, set, rep, side });
        }
      });
    }
  });
  return steps;
}

export function lengthOf(steps: Step[]): number {
  return steps.at(-1)?.end ?? 0;
}

/** The step at a position, found by halving; null when the session is over. */
export function stepAt(steps: Step[], position: number): Step | null {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle]?.end ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return steps[low] ?? null;
}

/** Where an item begins; the session's length for an index past the last. */
export function startOfItem(steps: Step[], item: number): number {
  return steps.find((step) => step.item === item)?.start ?? lengthOf(steps);
}

export interface Done {
  sets: number;
  reps: number;
}

/** Sets and repetitions of an item finished by a position (repetitions over all sets; a left-right pair is one). */
export function doneBy(steps: Step[], item: number, position: number): Done {
  const mine = steps.filter((step) => step.item === item && step.kind === "back");
  const finished = mine.filter((step) => step.end <= position);
  // One repetition is finished when all its movements are: both sides of a pair, or one of each pass.
  const count = (of: Step[]) => {
    const found = new Map<string, number>();
    for (const step of of)
      found.set(`${step.set}/${step.rep}`, (found.get(`${step.set}/${step.rep}`) ?? 0) + 1);
    return found;
  };
  const needed = count(mine);
  const have = count(finished);
  const whole = [...needed].filter(([key, moves]) => have.get(key) === moves);
  const perSet = new Map<string, number>();
  for (const [key] of needed) {
    const set = key.split("/")[0] ?? "";
    perSet.set(set, (perSet.get(set) ?? 0) + 1);
  }
  const sets = [...perSet].filter(
    ([set, reps]) => whole.filter(([key]) => key.startsWith(`${set}/`)).length === reps,
  ).length;
  return { sets, reps: whole.length };
}
