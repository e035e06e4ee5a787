// What the screens say about syncing.
import { signal } from "@preact/signals";

export type SyncState = "idle" | "syncing" | "offline" | "signed_out" | "too_old" | "trouble";

/** At a start, before anything was asked, nothing is known to be sent. */
export const syncState = signal<SyncState>("syncing");
/** By how many minutes this phone's clock is ahead of the server's, from the last answer. */
export const clockAhead = signal(0);
export const lastSyncedAt = signal<number | null>(null);
