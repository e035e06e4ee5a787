// Putting the app on the home screen: Chromium offers a prompt, iPhones need a person who knows where to tap.
import { signal } from "@preact/signals";

interface InstallPrompt extends Event {
  prompt(): Promise<{ outcome: "accepted" | "dismissed" }>;
}

let waiting: InstallPrompt | null = null;
export const canInstall = signal(false);

/** Listen from the start: the browser offers its prompt once, early. */
export function watchInstall(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    waiting = event as InstallPrompt;
    canInstall.value = true;
  });
}

export async function install(): Promise<boolean> {
  const answer = await waiting?.prompt();
  waiting = null;
  canInstall.value = false;
  return answer?.outcome === "accepted";
}

export function isInstalled(): boolean {
  return matchMedia("(display-mode: standalone)").matches;
}

export function platform(): "ios" | "android" | "desktop" {
  const agent = navigator.userAgent;
  // iPads call themselves Macs, but have a touch screen.
  if (/iPhone|iPad/.test(agent) || (/Mac/.test(agent) && navigator.maxTouchPoints > 1)) return "ios";
  return /Android/.test(agent) ? "android" : "desktop";
}
