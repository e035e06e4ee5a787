// Writing down what the patient did: the record and its place in the queue are one transaction, or nothing is.
import { v7 as uuidv7 } from "uuid";
import { isoWithOffset } from "../domain/dates";
import type { Revision } from "../domain/diary";
import { type AnyRecord, type Fault, type OutboxRow, type Records, storeInto, withDatabase } from "./db";
import { seal, unseal } from "./sealed";

/** What the phone adds to every record: its final id, its clock and its zone. */
type Stamp = "type" | "id" | "recorded_at" | "time_zone";
type BodyOf<Name extends keyof Records> = Omit<Records[Name], Stamp>;

export type SessionRecord = BodyOf<"session">;
export type CheckRecord = BodyOf<"red_flag_check">;
export type ScoreRecord = BodyOf<"measure_score">;
export type BaselineRecord = BodyOf<"baseline">;

/** A record of any kind as a screen writes it. */
export type Body = { [Name in keyof Records]: { type: Name } & BodyOf<Name> }[keyof Records];

/** Queue one record under its final id and return that id. Resolves only when the phone has really stored it. */
export async function enqueue(user: string, body: Body, now: number, zone: string): Promise<string> {
  const id = uuidv7();
  const record: AnyRecord = { id, recorded_at: isoWithOffset(now, zone), time_zone: zone, ...storable(body) };
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
function storable<Whole>(body: Whole): Whole {
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
  return rows.flatMap(({ record, refused }) => (record.type === "day_entry" && !refused ? [record] : []));
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
