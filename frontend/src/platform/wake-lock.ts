// Keeps the screen on during a session. The lock is lost whenever the app is hidden, so it is asked for again.

/** Hold the screen awake until the returned function is called; does nothing where the phone cannot. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let over = false;
  const ask = async () => {
    if (over || document.visibilityState !== "visible") return;
    try {
      lock = await navigator.wakeLock?.request("screen");
    } catch {
      // Low battery, or the phone says no: the timers go by timestamps and need no screen.
    }
  };
  const onVisible = () => void ask();
  void ask();
  document.addEventListener("visibilitychange", onVisible);
  return () => {
    over = true;
    document.removeEventListener("visibilitychange", onVisible);
    void lock?.release().catch(() => undefined);
  };
}
