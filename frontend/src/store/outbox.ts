// Writing down what the patient did: the record and its place in the queue are one transaction, or nothing is.
import { v7 as uuidv7 } from "uuid";
import { isoWithOffset, type LocalDate } from "../domain/dates";
import type { DayFields, Revision } from "../domain/diary";
import type { Asked, Urgency } from "../domain/safety";
import { type Fault, type OutboxRow, storeInto, withDatabase } from "./db";
import { seal, unseal } from "./sealed";

export interface SessionRecord {
  occurred_on: LocalDate;
  version_id: string;
  slot: string;
  started_at: string;
  ended_at: string;
  pain_after?: number | null;
  effort?: number | null;
  note?: string;
  rule_followed?: "" | "gentle" | "rest" | "flare";
  exercises: {
    item_id: string;
    outcome: "done" | "partly" | "skipped";
    sets_done: number;
    reps_done: number;
    skip_reason?: string;
    easier?: boolean;
    pain?: number | null;
  }[];
}

export interface CheckRecord {
  occurred_on: LocalDate;
  asked: Asked;
  answers: Record<string, boolean>;
  shown: Urgency | "";
}

export interface ScoreRecord {
  occurred_on: LocalDate;
  measure: string;
  values: Record<string, number>;
}

export interface BaselineRecord {
  occurred_on: LocalDate;
  headache_days_28: number;
  usual_pain: number | null;
  worst_pain: number | null;
}

type Body =
  | { type: "day_entry"; occurred_on: LocalDate; parents: string[]; changes: DayFields }
  | ({ type: "session" } & SessionRecord)
  | ({ type: "red_flag_check" } & CheckRecord)
  | ({ type: "measure_score" } & ScoreRecord)
  | ({ type: "baseline" } & BaselineRecord)
  | { type: "message"; text: string; about_on?: LocalDate | null };

/** Queue one record under its final id and return that id. Resolves only when the phone has really stored it. */
export async function enqueue(user: string, body: Body, now: number, zone: string): Promise<string> {
  const id = uuidv7();
  const record = { id, recorded_at: isoWithOffset(now, zone), time_zone: zone, ...storable(body) };
  await storeInto(user, async ({ db, key }) => {
    const sealed = await seal(key, { id, record });
    const tx = db.transaction("outbox", "readwrite", { durability: "strict" });
    const last = await tx.store.index("order").openKeyCursor(null, "prev");
    await tx.store.add({ id, order: Number(last?.key ?? 0) + 1, sealed });
    await tx.done;
  });
  return id;
}

/** Replace what no database takes in a text: half an emoji, as other apps cut it, and NUL. */
function storable(body: Body): Body {
  const clean = (_: string, value: unknown) =>
    typeof value === "string" ? value.replace(/[\p{Surrogate}\0]/gu, "\ufffd") : value;
  return JSON.parse(JSON.stringify(body), clean);
}

/** What waits to be sent, oldest first. */
export async function waiting(user: string): Promise<OutboxRow[]> {
  return (await everything(user)).filter((row) => !row.refused);
}

/** What waits and what was refused, oldest first. */
export async function everything(user: string): Promise<OutboxRow[]> {
  return withDatabase(user, async ({ db, key }) => {
    const rows = await db.getAllFromIndex("outbox", "order");
    return Promise.all(
      rows.map(async (row) => ({ ...(await unseal<OutboxRow>(key, row.sealed)), order: row.order })),
    );
  });
}

/** The unsent writings of days among some rows. */
export function revisionsIn(rows: OutboxRow[]): Revision[] {
  return rows
    .filter((row) => row.record.type === "day_entry" && !row.refused)
    .map((row) => row.record as unknown as Revision);
}

/** Mark a record the server will never take; the patient sees it with its reason. */
export async function markRefused(user: string, id: string, faults: Fault[]): Promise<void> {
  await withDatabase(user, async ({ db, key }) => {
    const row = await db.get("outbox", id);
    if (!row) return;
    const sealed = await seal(key, { ...(await unseal<OutboxRow>(key, row.sealed)), refused: faults });
    const tx = db.transaction("outbox", "readwrite");
    if (await tx.store.getKey(id)) await tx.store.put({ ...row, sealed });
    await tx.done;
  });
}

export async function discard(user: string, id: string): Promise<void> {
  await withDatabase(user, ({ db }) => db.delete("outbox", id));
}
