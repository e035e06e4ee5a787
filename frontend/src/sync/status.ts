// What the screens say about syncing.
import { signal } from "@preact/signals";

export type SyncState = "idle" | "syncing" | "offline" | "signed_out" | "trouble";

export const syncState = signal<SyncState>("idle");
export const lastSyncedAt = signal<number | null>(null);
