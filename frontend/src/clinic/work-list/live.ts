// The work list without reloading: asked again each minute while the page is looked at, and when it is looked at again.
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

const EVERY_MS = 60_000;
/** Tells the server that nobody is known to sit there: such requests do not keep a session alive. */
export const BY_ITSELF = { "X-Nod-Background": "1" };

/** Raised after each act on a reason or a safety answer, for what stands on every page. */
export const acts = signal(0);

export function useLive(load: (byItself: boolean) => void): void {
  useEffect(() => {
    const isLookedAt = () => document.visibilityState === "visible";
    const timer = setInterval(() => isLookedAt() && load(true), EVERY_MS);
    const onReturn = () => isLookedAt() && load(false);
    document.addEventListener("visibilitychange", onReturn);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", onReturn);
    };
  }, []);
}
