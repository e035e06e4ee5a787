// Whether the app hides itself until a PIN is typed (watch.ts). On its own, because it is asked before anything loads.
import { signal } from "@preact/signals";

export const isLocked = signal(false);
