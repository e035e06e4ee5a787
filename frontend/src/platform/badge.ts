// The number on the app's icon: what is still due today. Only some phones show it; the others lose nothing.

let shown: number | undefined;

export function showBadge(count: number): void {
  if (count === shown) return;
  shown = count;
  const done = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
  void done?.catch(() => undefined);
}
