// Locks the app when it was in the background for five minutes, by timestamps: a phone stops timers, and may end the app.

import { lock } from "../state";
import { LockScreen } from "./LockScreen";
import { HIDDEN_AT } from "./open";
import { hasPin } from "./pin";

export const LOCKS_AFTER_MS = 5 * 60_000;

let isWatching = false;

/** Watch from now on. `isStart`: the app has just been opened, and may have been away for long. */
export function watchLock(isStart: boolean): void {
  if (isStart) look();
  if (isWatching) return;
  isWatching = true;
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") look();
    // What is locked already stays so, however soon somebody comes back.
    else if (!lock.peek()) {
      localStorage.setItem(HIDDEN_AT, String(Date.now()));
      setTimeout(look, LOCKS_AFTER_MS);
    }
  });
}

function look(): void {
  const hiddenAt = Number(localStorage.getItem(HIDDEN_AT)) || 0;
  if (!hasPin() || Date.now() - hiddenAt < LOCKS_AFTER_MS) return;
  lock.value = LockScreen;
  // Locked at the next start as well, whatever the phone's clock says then.
  localStorage.removeItem(HIDDEN_AT);
}
