// The work list without reloading: asked again each minute while the page is looked at, and when it is looked at again.
import { useEffect } from "preact/hooks";

const EVERY_MS = 60_000;

export function useLive(load: () => void): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") load();
    };
    const timer = setInterval(look, EVERY_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
}
