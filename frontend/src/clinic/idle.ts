// Hides the desk when nobody has used it for as long as the server allows (accounts/session_limits.py): by timestamps,
// which a sleeping laptop does not stop, and with one time for all tabs, so that use of one counts for the others.
import { api } from "../api/client";

export const IDLE_MS = 15 * 60_000;
/** Use without a request, such as typing a long note, is told to the server this often. */
const TELL_EVERY_MS = 60_000;
const LOOK_EVERY_MS = 1000;
const USED_AT = "nod-desk-used-at";
const USE = ["pointerdown", "keydown", "input", "wheel", "touchstart"] as const;

/** Watch from now on; `hide` is called once. Returns a function that stops it. */
export function watchIdle(hide: () => void): () => void {
  let told = Date.now();
  let isOver = false;
  note();
  const look = () => {
    if (!isOver && Date.now() - usedAt() >= IDLE_MS) {
      isOver = true;
      stop();
      hide();
    }
    return isOver;
  };
  const onUse = (event: Event) => {
    // The first tap after the limit is no use of what it would have shown.
    if (look()) return event.stopImmediatePropagation();
    note();
    if (Date.now() - told < TELL_EVERY_MS) return;
    told = Date.now();
    void api.GET("/api/v1/me").catch(() => undefined);
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  for (const name of USE) addEventListener(name, onUse, { capture: true, passive: true });
  // Looking at the page asks the server anew, which counts as use there.
  const onLook = () => {
    if (!look() && document.visibilityState === "visible") note();
  };
  document.addEventListener("visibilitychange", onLook, true);
  addEventListener("pageshow", onLook);
  const stop = () => {
    clearInterval(timer);
    for (const name of USE) removeEventListener(name, onUse, { capture: true });
    document.removeEventListener("visibilitychange", onLook, true);
    removeEventListener("pageshow", onLook);
  };
  return stop;
}

function note(): void {
  localStorage.setItem(USED_AT, String(Date.now()));
}

function usedAt(): number {
  return Number(localStorage.getItem(USED_AT)) || 0;
}
