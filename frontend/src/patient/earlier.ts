// What the phone does not keep, asked for when it is looked at; it stays in the page's memory and is stored nowhere.
import { signal } from "@preact/signals";
import { api } from "../api/client";
import type { LocalDate } from "../domain/dates";
import type { Day } from "../domain/diary";
import { keptFrom } from "../domain/keeping";
import type { MessageRow } from "../store/db";
import { snapshot, today, user } from "./state";

/** "failed": most likely there is no network. */
export type Asked = "loading" | "there" | "failed";

const months = signal<ReadonlyMap<string, Asked>>(new Map());
const days = signal<ReadonlyMap<LocalDate, Day>>(new Map());
const thread = signal<{ asked?: Asked; messages: MessageRow[] }>({ messages: [] });
let owner: string | null = null;

/** Another person on the same phone sees none of it. */
function forOwner(): void {
  if (owner === user.value) return;
  owner = user.value;
  months.value = new Map();
  days.value = new Map();
  thread.value = { messages: [] };
}

/** A day as it is known here: kept on the phone, or asked for. */
export function dayOn(date: LocalDate): Day | undefined {
  return snapshot.value?.days.get(date) ?? (owner === user.value ? days.value.get(date) : undefined);
}

/** Whether there may be entries between two dates that the phone does not keep. */
export function isEarlier(first: LocalDate, last: LocalDate): boolean {
  const since = snapshot.value?.profile?.record_since;
  return since !== undefined && last >= since && first < keptFrom(today.value);
}

/** What became of asking for a month, such as "2026-03"; undefined before it was asked for. */
export function monthAsked(month: string): Asked | undefined {
  return owner === user.value ? months.value.get(month) : undefined;
}

export async function askMonth(month: string): Promise<void> {
  forOwner();
  if (months.value.get(month) === "loading") return;
  const mine = owner;
  const say = (asked: Asked) => {
    if (mine === user.value) months.value = new Map([...months.value, [month, asked]]);
  };
  say("loading");
  try {
    const { data } = await api.GET("/api/v1/sync/earlier/days", { params: { query: { month } } });
    if (data && mine === user.value)
      days.value = new Map([
        ...days.value,
        ...(data.days as Day[]).map((day) => [day.occurred_on, day] as const),
      ]);
    say(data ? "there" : "failed");
  } catch {
    say("failed");
  }
}

export function earlierThread(): { asked?: Asked; messages: MessageRow[] } {
  return owner === user.value ? thread.value : { messages: [] };
}

export async function askThread(): Promise<void> {
  forOwner();
  const mine = owner;
  thread.value = { asked: "loading", messages: [] };
  const found = await api.GET("/api/v1/sync/earlier/messages").catch(() => null);
  if (mine !== user.value) return;
  thread.value = found?.data
    ? { asked: "there", messages: found.data.messages as MessageRow[] }
    : { asked: "failed", messages: [] };
}
