// Today is what most people open: it is loaded beside the words and the phone's data, and then simply there.
import type { ComponentType } from "preact";

let ready: ComponentType | null = null;

/** Load Today ahead of the first screen. Failing is no harm: the screen then loads when it is shown. */
export async function loadToday(): Promise<void> {
  try {
    ready = (await import("./TodayScreen")).TodayScreen;
  } catch {
    ready = null;
  }
}

export function readyToday(): ComponentType | null {
  return ready;
}
