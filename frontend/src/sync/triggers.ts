// When to sync: at start, when the network or the app comes back, and every few minutes. No Background Sync: only
// Chrome has it.

const EVERY_MS = 5 * 60_000;

/** Call `go` at every good moment until the returned function is called. */
export function onGoodMoments(go: () => void): () => void {
  const visible = () => {
    if (document.visibilityState === "visible") go();
  };
  window.addEventListener("online", go);
  document.addEventListener("visibilitychange", visible);
  const timer = window.setInterval(visible, EVERY_MS);
  go();
  return () => {
    window.removeEventListener("online", go);
    document.removeEventListener("visibilitychange", visible);
    window.clearInterval(timer);
  };
}
