// What the phone does not keep, asked for when it is looked at; it stays in the page's memory and is stored nowhere.
import { signal } from "@preact/signals";
import { api } from "../api/client";
import type { LocalDate } from "../domain/dates";
import type { Day } from "../domain/diary";
import { keptFrom } from "../domain/keeping";
import type { MessageRow } from "../store/db";
import { snapshot, today, user } from "./state";

/** "failed": most likely there is no network. */
type Asked = "loading" | "there" | "failed";

interface Earlier {
  months: ReadonlyMap<string, Asked>;
  days: ReadonlyMap<LocalDate, Day>;
  thread?: Asked;
  messages: MessageRow[];
}

const NOTHING: Earlier = { months: new Map(), days: new Map(), messages: [] };
const held = signal<{ of: string | null; earlier: Earlier }>({ of: null, earlier: NOTHING });

/** What was asked for so far; another person on the same phone sees none of it. */
export function earlier(): Earlier {
  const { of, earlier } = held.value;
  return of === user.value ? earlier : NOTHING;
}

function add(of: string | null, change: (now: Earlier) => Partial<Earlier>): void {
  if (of === user.value) held.value = { of, earlier: { ...earlier(), ...change(earlier()) } };
}

/** A day as it is known here: kept on the phone, or asked for. */
export function dayOn(date: LocalDate): Day | undefined {
  return snapshot.value?.days.get(date) ?? earlier().days.get(date);
}

/** Whether there may be entries between two dates that the phone does not keep. */
export function isEarlier(first: LocalDate, last: LocalDate): boolean {
  const since = snapshot.value?.profile?.record_since;
  return since !== undefined && last >= since && first < keptFrom(today.value);
}

/** Ask for the days of a month, such as "2026-03". */
export async function askMonth(month: string): Promise<void> {
  const of = user.value;
  if (earlier().months.get(month) === "loading") return;
  const say = (asked: Asked, days: Day[] = []) =>
    add(of, (now) => ({
      months: new Map([...now.months, [month, asked]]),
      days: new Map([...now.days, ...days.map((day) => [day.occurred_on, day] as const)]),
    }));
  say("loading");
  const found = await api
    .GET("/api/v1/sync/earlier/days", { params: { query: { month } } })
    .catch(() => undefined);
  if (found?.data) say("there", found.data.days as Day[]);
  else say("failed");
}

export async function askThread(): Promise<void> {
  const of = user.value;
  add(of, () => ({ thread: "loading" }));
  const found = await api.GET("/api/v1/sync/earlier/messages").catch(() => undefined);
  if (found?.data) add(of, () => ({ thread: "there", messages: found.data.messages as MessageRow[] }));
  else add(of, () => ({ thread: "failed" }));
}
