// The patient app's state: who, what the phone holds, and the few things a patient does. Screens read signals and
// call these functions; nothing else writes to the database.

import { computed, signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { api } from "../api/client";
import { localDate } from "../domain/dates";
import { changesBetween, type DayFields } from "../domain/diary";
import { setLanguage } from "../i18n";
import { persistStorage } from "../platform/storage";
import { admit, wipe } from "../store/db";
import { forgetDrafts, loadDrafts } from "../store/drafts";
import { heldForms } from "../store/held-forms";
import {
  type BaselineRecord,
  type CheckRecord,
  enqueue,
  type ScoreRecord,
  type SessionRecord,
} from "../store/outbox";
import { readSnapshot, type Snapshot } from "../store/snapshot";
import { sync } from "../sync/engine";

const USER_KEY = "nod-user";

/** The id of the person this phone belongs to now; kept so that the app opens without a network. */
export const user = signal<string | null>(localStorage.getItem(USER_KEY));
/** How the app looks is the phone's, not the person's. */
const KEPT_AT_SIGN_OUT = new Set(["nod-language", "nod-theme", "nod-text", "nod-sound"]);
export const snapshot = signal<Snapshot | null>(null);
/** Raised every minute, so that screens notice a new day. */
const minute = signal(Date.now());
setInterval(() => {
  minute.value = Date.now();
}, 60_000);

export function deviceZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

export const today = computed(() => localDate(Math.max(minute.value, 0), deviceZone()));
/** What hides the app until a PIN is typed (lock/watch.ts, which brings the screen); null while it is open. */
export const lock = signal<ComponentType | null>(null);
/** Entries and forms that have not arrived. */
const kept = computed(() => [...(snapshot.value?.outbox ?? []), ...heldForms.value]);
export const unsent = computed(() => kept.value.filter((row) => !row.refused).length);
export const refused = computed(() => kept.value.length - unsent.value);

let leaving = false;

export async function refresh(): Promise<void> {
  const id = user.value;
  if (!id || leaving) return;
  const [next] = await Promise.all([readSnapshot(id), loadDrafts(id)]);
  if (user.value !== id || leaving) return;
  snapshot.value = next;
  if (next.profile && !localStorage.getItem("nod-language")) await setLanguage(next.profile.language);
}

/** The zone the server has heard of since the app was opened: it ends days and times reminders by it. */
let toldZone = "";

/** Tell the server where the phone is; without a network the next sync tells, and one after a journey tells again. */
async function tellZone(): Promise<void> {
  const zone = deviceZone();
  if (zone === toldZone) return;
  const { response } = await api.PUT("/api/v1/device/time-zone", { body: { time_zone: zone } });
  if (response.ok) toldZone = zone;
}

export async function syncNow(): Promise<void> {
  if (!user.value) return;
  // First, for a day that has begun here may still be tomorrow there. What fails is said by the sync itself.
  await tellZone().catch(() => undefined);
  if (user.value) await sync(user.value, refresh);
  const id = user.value;
  if (id && navigator.onLine) await prepare(id).catch(() => undefined);
  // Loaded only when there is something to send; a chunk that is gone waits for the next sync.
  if (id && heldForms.value.length > 0)
    await import("./settings/forms").then(({ sendForms }) => sendForms(id)).catch(() => undefined);
}

/** Remove what the page's own storage holds of a person. */
function forgetOwnKeys(): void {
  for (const key of Object.keys(localStorage)) if (!KEPT_AT_SIGN_OUT.has(key)) localStorage.removeItem(key);
}

let prepared = "";

/** Once a start, while the server answers: what this person may leave unsent here has a key of its own. */
async function prepare(id: string): Promise<void> {
  if (prepared === id) return;
  const { prepareHandover } = await import("../sync/handover");
  if (await prepareHandover(id)) await sync(id, refresh);
  prepared = id;
}

export async function enter(id: string): Promise<void> {
  if (user.value !== id)
    await import("../sync/handover").then(({ letGoOfOthers }) => letGoOfOthers(id)).catch(() => undefined);
  // Of somebody else who was here, neither the lock nor what was under way holds.
  if (user.value && user.value !== id) forgetOwnKeys();
  localStorage.setItem(USER_KEY, id);
  admit(id);
  user.value = id;
  await refresh();
  await syncNow();
}

/**
 * Forget everything about this person on this phone; works without a network too. The screen says so only when all is
 * gone: who then puts the phone down leaves nothing behind.
 */
export async function leave(): Promise<void> {
  const id = user.value;
  leaving = true;
  localStorage.removeItem(USER_KEY);
  toldZone = "";
  snapshot.value = null;
  forgetDrafts();
  sessionStorage.clear();
  forgetOwnKeys();
  try {
    if (id) await wipe(id);
    await import("../platform/push").then(({ dropPush }) => dropPush()).catch(() => undefined);
  } finally {
    user.value = null;
    leaving = false;
  }
}

/** Go along when somebody signs out, or in, in another tab: what this one holds is no longer theirs to see. */
addEventListener("storage", ({ key, newValue }) => {
  if (key === USER_KEY && newValue !== user.value) location.reload();
});

async function write(body: Parameters<typeof enqueue>[1]): Promise<void> {
  if (!user.value) return;
  await enqueue(user.value, body, Date.now(), deviceZone());
  await refresh();
  void persistStorage();
  void syncNow();
}

/** Write a day's answers; only what changed is sent, naming what this phone had seen. */
export async function saveDay(on: string, next: DayFields): Promise<void> {
  const day = snapshot.value?.days.get(on);
  const changes = changesBetween(day?.fields ?? {}, { ...day?.fields, ...next });
  if (Object.keys(changes).length === 0) return;
  await write({ type: "day_entry", occurred_on: on, parents: day?.heads ?? [], changes });
}

export async function saveSession(session: SessionRecord): Promise<void> {
  await write({ type: "session", ...session });
}

export async function saveCheck(check: CheckRecord): Promise<void> {
  await write({ type: "red_flag_check", ...check });
}

export async function saveScore(score: ScoreRecord): Promise<void> {
  await write({ type: "measure_score", ...score });
}

export async function saveBaseline(baseline: BaselineRecord): Promise<void> {
  await write({ type: "baseline", ...baseline });
}

export async function sendMessage(text: string, aboutOn: string | null = null): Promise<void> {
  await write({ type: "message", text, about_on: aboutOn });
}
