// A headache that is going on now: kept on the phone from the first tap, so that its end gives its length.
import { computed } from "@preact/signals";
import { entriesOf } from "../../domain/attack-log";
import { isoWithOffset, localDate } from "../../domain/dates";
import type { DayFields } from "../../domain/diary";
import { draft, keepDraft } from "../../store/drafts";
import { deviceZone, saveDay, snapshot } from "../state";

/** Longer than this, nobody remembers the end; the diary asks for the length instead. */
const LONGEST_MS = 72 * 3600_000;

interface Attack {
  /** Milliseconds. */
  startedAt: number;
}

export const attack = computed(() => {
  const found = draft<Attack>("attack");
  return found && Date.now() - found.startedAt < LONGEST_MS ? found : null;
});

/** Saved at once: the headache, how bad it is, and when it began. A worse one raises the day's peak only. */
export async function logAttack(pain: number): Promise<void> {
  const now = Date.now();
  const started = attack.value?.startedAt ?? now;
  if (!attack.value) keepDraft("attack", { startedAt: now } satisfies Attack);
  const on = localDate(now, deviceZone());
  const fields = snapshot.value?.days.get(on)?.fields;
  const onset =
    localDate(started, deviceZone()) === on ? isoWithOffset(started, deviceZone()).slice(11, 16) : null;
  const change: DayFields = { headache: true, peak_intensity: Math.max(pain, fields?.peak_intensity ?? 0) };
  if (onset && !fields?.onset_time) change.onset_time = onset;
  await saveDay(on, change);
}

/** It is over: the minutes go to the days they belong to, midnight and clock changes included. */
export async function endAttack(): Promise<void> {
  const over = attack.value;
  if (!over) return;
  const before = (on: string) => snapshot.value?.days.get(on)?.fields ?? {};
  const end = Math.max(Date.now(), over.startedAt);
  const entries = entriesOf(over.startedAt, end, deviceZone(), before, snapshot.value?.headacheMinMinutes);
  for (const [on, fields] of entries) await saveDay(on, fields);
  forgetAttack();
}

/** Stop counting without a length, as when the end was missed. */
export function forgetAttack(): void {
  keepDraft("attack", null);
}
