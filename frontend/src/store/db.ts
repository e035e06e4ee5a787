// The phone's database: one per person, so that the next user of a shared phone opens another one.
import { signal } from "@preact/signals";
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb";
import type { LocalDate } from "../domain/dates";
import type { Day } from "../domain/diary";

export interface SessionRow {
  id: string;
  occurred_on: LocalDate;
  slot: string;
  rule_followed?: string;
  ended_at?: string;
  exercises: { item_id: string; outcome: string; sets_done: number; pain?: number | null }[];
}

export interface ScoreRow {
  id: string;
  occurred_on: LocalDate;
  measure: string;
  values: Record<string, number>;
}

export interface CheckRow {
  id: string;
  occurred_on: LocalDate;
}

export interface MessageRow {
  id: string;
  from_patient: boolean;
  author: string;
  text: string;
  about_on?: LocalDate | null;
  recorded_at: string;
}

export interface Fault {
  field: string;
  code: string;
  detail: string;
}

/** A record on its way: kept until the server has answered for this very record. */
export interface OutboxRow {
  id: string;
  order: number;
  record: Record<string, unknown> & { id: string; type: string };
  /** Why the server refused it; such a row stays for the patient to see. */
  refused?: Fault[];
}

interface Schema extends DBSchema {
  meta: { key: string; value: unknown };
  days: { key: LocalDate; value: Day };
  sessions: { key: string; value: SessionRow; indexes: { occurred_on: LocalDate } };
  messages: { key: string; value: MessageRow };
  scores: { key: string; value: ScoreRow };
  checks: { key: string; value: CheckRow };
  outbox: { key: string; value: OutboxRow; indexes: { order: number } };
}

export type Database = IDBPDatabase<Schema>;

export type StoreTrouble = "full" | "blocked" | "unavailable";

/** What keeps the phone from storing, for the screens to say so; null while all is well. */
export const storeTrouble = signal<StoreTrouble | null>(null);

/** Raised with every change of the stores; `upgrade` leads from every released version to this one. */
export const VERSION = 2;

let open: { user: string; db: Promise<Database> } | undefined;

/** Open (once) the database of a signed-in person. */
export function database(user: string): Promise<Database> {
  if (open?.user !== user) open = { user, db: connect(user) };
  return open.db;
}

function connect(user: string): Promise<Database> {
  return openDB<Schema>(`nod-${user}`, VERSION, {
    upgrade(db, from) {
      if (from < 1) {
        db.createObjectStore("meta");
        db.createObjectStore("days", { keyPath: "occurred_on" });
        db.createObjectStore("sessions", { keyPath: "id" }).createIndex("occurred_on", "occurred_on");
        db.createObjectStore("messages", { keyPath: "id" });
        db.createObjectStore("outbox", { keyPath: "id" }).createIndex("order", "order");
      }
      if (from < 2) {
        db.createObjectStore("scores", { keyPath: "id" });
        db.createObjectStore("checks", { keyPath: "id" });
      }
    },
    // An older tab holds the database open: it has to be closed before this one can go on.
    blocked: () => {
      storeTrouble.value = "blocked";
    },
    // Another tab wants a newer version: let go, or it waits for ever.
    blocking: () => forget(),
    // iOS closes connections in the background: drop the dead handle, the next call opens a new one.
    terminated: () => forget(),
  });
}

export function forget(): void {
  void open?.db.then((db) => db.close()).catch(() => undefined);
  open = undefined;
}

/** Remove everything this person's phone holds; used at sign-out, also without a network. */
export async function wipe(user: string): Promise<void> {
  forget();
  await deleteDB(`nod-${user}`);
}

/** Run `work` on the database; when the connection turns out dead, open a new one and run it once more. */
export async function withDatabase<Result>(
  user: string,
  work: (db: Database) => Promise<Result>,
): Promise<Result> {
  try {
    const result = await work(await database(user));
    storeTrouble.value = null;
    return result;
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    if (name === "QuotaExceededError") storeTrouble.value = "full";
    if (name === "SecurityError") storeTrouble.value = "unavailable";
    // iOS kills connections in the background: a retry on the dead handle would fail for ever.
    if (!["InvalidStateError", "UnknownError", "AbortError"].includes(name)) throw error;
    open = undefined;
    return work(await database(user));
  }
}
