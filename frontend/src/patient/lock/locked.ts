// What hides the app until a PIN is typed; null while it is open. The screen comes with watch.ts, for those who lock.
import { signal } from "@preact/signals";
import type { ComponentType } from "preact";

export const lock = signal<ComponentType | null>(null);
