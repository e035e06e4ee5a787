// The load budget: how long exercises take. The same formula as backend/programs/load.py.
import type { Dose } from "./plan";

/** More items than this are a warning: people do fewer of many. */
export const MAX_ITEMS = 4;
const MOVE_SECONDS = 3;

/** A template's line may have no side yet: it is to be chosen. */
type Timed = Pick<Dose, "sets" | "reps" | "hold_seconds" | "rest_seconds" | "per_day"> & {
  side?: Dose["side"] | "";
};

function secondsOnce({ sets, reps, hold_seconds, rest_seconds, side }: Omit<Timed, "per_day">): number {
  return sets * reps * (side === "each" ? 2 : 1) * (hold_seconds + rest_seconds + MOVE_SECONDS);
}

/** Minutes that these doses take when each is done once, rounded up. */
export function minutesOnce(doses: Timed[]): number {
  return Math.ceil(doses.reduce((sum, dose) => sum + secondsOnce(dose), 0) / 60);
}

/** Minutes that one dose takes on a day it is due, rounded up. */
export function minutesADay(dose: Timed): number {
  return Math.ceil((secondsOnce(dose) * dose.per_day) / 60);
}
