// What is open about a patient's safety, whoever said so. A screen that advises asks here before it says anything else.
import { HOLDS } from "../wire/choices";
import type { Wire } from "../wire/shapes";

/** Why no exercise is to be done now: an open safety answer, or a therapist's pause. */
export type Hold = Wire<"HoldCode">;

export interface Known {
  /** The server's word at the last sync: its most urgent open answer, else the pause. */
  server: Hold | null;
  /** What this phone advised for answers that the server has not taken yet; "" where every answer was no. */
  unsent: readonly (string | undefined)[];
}

/** The most urgent hold there is; the list is in that order. A "no" never lifts one, sent or not: only the server's word does. */
export function openHold({ server, unsent }: Known): Hold | null {
  return HOLDS.find((hold) => hold === server || unsent.includes(hold)) ?? null;
}
