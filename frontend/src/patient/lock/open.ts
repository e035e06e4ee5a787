// Opening the app again.
import { lock } from "../state";

/** When the app was last seen going into the background, in milliseconds; nothing while it is locked. */
export const HIDDEN_AT = "nod-hidden-at";

/** The right PIN was typed, or somebody has signed in again. */
export function unlock(): void {
  localStorage.setItem(HIDDEN_AT, String(Date.now()));
  lock.value = null;
}
