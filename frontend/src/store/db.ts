// The phone's database: one per person, so that the next user of a shared phone opens another one.
import { signal } from "@preact/signals";
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb";
import type { LocalDate } from "../domain/dates";
import type { Since, Wire, With } from "../wire/shapes";
import { makeKey, type Sealed, seal } from "./sealed";

/** A session as it was pulled, or as this phone wrote it and has not sent it yet. */
export type SessionRow = With<
  Since<Wire<"PulledSession">, "version_id" | "started_at" | "ended_at" | "pain_after" | "rule_followed">,
  { exercises: Since<Wire<"PulledExercise">, "pain">[] }
>;
export type ScoreRow = Wire<"PulledScore">;
export type CheckRow = Wire<"PulledCheck">;
/** `received_at`, which orders the thread, is absent while unsent, and from a server of before. */
export type MessageRow = Since<Wire<"Message">, "about_on" | "received_at">;
export type Fault = Wire<"Fault">;

/** The records of a phone by their type. */
export type Records = { [Each in Wire<"RecordRequest"> as Each["type"]]: Each };
export type AnyRecord = Records[keyof Records];

/** A record on its way: kept until the server has answered for this very record. */
export interface OutboxRow {
  id: string;
  order: number;
  record: AnyRecord;
  /** Why the server refused it; such a row stays for the patient to see. */
  refused?: Fault[];
}

/** A row as it lies in the database: its key, and the rest sealed. */
export type Row<Key extends string> = Record<Key, string> & { sealed: Sealed };

export interface Schema extends DBSchema {
  /** The key to all that lies here, and the one for what its owner may leave unsent (sync/handover.ts). */
  key: { key: "key" | "handover"; value: CryptoKey };
  meta: { key: string; value: Sealed };
  days: { key: LocalDate; value: Row<"occurred_on"> };
  sessions: { key: string; value: Row<"id"> };
  messages: { key: string; value: Row<"id"> };
  scores: { key: string; value: Row<"id"> };
  checks: { key: string; value: Row<"id"> };
  outbox: { key: string; value: Row<"id"> & { order: number }; indexes: { order: number } };
  /** What the server has answered for, for the case that it has to be restored to an earlier day. */
  kept: { key: string; value: Row<"id"> & { order: number; at: number }; indexes: { at: number } };
  /** What is being typed or done (drafts.ts). */
  drafts: { key: string; value: Row<"name"> };
}

export type Database = IDBPDatabase<Schema>;

export type StoreTrouble = "full" | "blocked" | "unavailable";

/** What keeps the phone from storing, for the screens to say so; null while all is well. */
export const storeTrouble = signal<StoreTrouble | null>(null);

/** Raised with every change of the stores; `upgrade` leads from every released version to this one. */
export const VERSION = 4;

/** An open database and the key to what lies in it. */
export interface Store {
  db: Database;
  key: CryptoKey;
}

let open: { user: string; store: Promise<Store> } | undefined;
/** Who has signed out here: work that was under way must not make their database anew. */
const left = new Set<string>();

/** Let a person who signs in have a database here. */
export function admit(user: string): void {
  left.delete(user);
}

/** Open (once) the database of a signed-in person. */
export function database(user: string): Promise<Store> {
  if (left.has(user)) return Promise.reject(new Error("signed out"));
  if (open?.user !== user) {
    forget();
    const store = connect(user);
    open = { user, store };
    // What could not be opened now is tried again by the next call.
    store.catch(() => {
      if (open?.store === store) open = undefined;
    });
  }
  return open.store;
}

async function connect(user: string): Promise<Store> {
  const db = await openDB<Schema>(`nod-${user}`, VERSION, {
    upgrade(db, from, _to, tx) {
      if (from < 1) {
        db.createObjectStore("meta");
        db.createObjectStore("days", { keyPath: "occurred_on" });
        db.createObjectStore("sessions", { keyPath: "id" });
        db.createObjectStore("messages", { keyPath: "id" });
        db.createObjectStore("outbox", { keyPath: "id" }).createIndex("order", "order");
      }
      if (from < 2) {
        db.createObjectStore("scores", { keyPath: "id" });
        db.createObjectStore("checks", { keyPath: "id" });
      }
      if (from < 3) {
        db.createObjectStore("key");
        db.createObjectStore("kept", { keyPath: "id" }).createIndex("at", "at");
        if (from > 0) tx.objectStore("sessions").deleteIndex("occurred_on");
      }
      if (from < 4) db.createObjectStore("drafts", { keyPath: "name" });
    },
    // An older tab holds the database open: it has to be closed before this one can go on.
    blocked: () => {
      storeTrouble.value = "blocked";
    },
    // Another tab wants a newer version, or it to be gone: let go, or it waits for ever.
    blocking: (_version, _wanted, { target }) => {
      forget();
      (target as IDBDatabase).close();
    },
    // iOS closes connections in the background: drop the dead handle, the next call opens a new one.
    terminated: () => forget(),
  });
  return { db, key: (await db.get("key", "key")) ?? (await firstKey(db)) };
}

/** Make the key, and seal what a version before 3 left open, in one transaction. Of two tabs the first one's key stays. */
async function firstKey(db: Database): Promise<CryptoKey> {
  const key = await makeKey();
  const found = await Promise.all(OPEN_BEFORE.map((name) => db.getAll(name)));
  const keys = await db.getAllKeys("meta");
  const meta = await Promise.all(keys.map(async (name) => seal(key, await db.get("meta", name))));
  const rows = await Promise.all(found.map((each) => Promise.all(each.map((row) => sealedRow(key, row)))));
  const tx = db.transaction(["key", "meta", ...OPEN_BEFORE], "readwrite", { durability: "strict" });
  const first = await tx.objectStore("key").get("key");
  if (first) return first;
  const work: Promise<unknown>[] = [tx.objectStore("key").put(key, "key")];
  meta.forEach((value, place) => void work.push(tx.objectStore("meta").put(value, keys[place])));
  OPEN_BEFORE.forEach((name, place) => {
    for (const row of rows[place] ?? []) work.push(tx.objectStore(name).put(row));
  });
  await Promise.all([...work, tx.done]);
  return key;
}

const OPEN_BEFORE = ["days", "sessions", "messages", "scores", "checks", "outbox"] as const;
type OldRow = Record<string, unknown>;

async function sealedRow(key: CryptoKey, { order, ...row }: OldRow): Promise<Row<"id"> | Row<"occurred_on">> {
  const sealed = await seal(key, row);
  if (!("id" in row)) return { occurred_on: String(row.occurred_on), sealed };
  return { id: String(row.id), ...(order === undefined ? {} : { order }), sealed };
}

export function forget(): void {
  void open?.store.then(({ db }) => db.close()).catch(() => undefined);
  open = undefined;
}

/** Remove everything this person's phone holds; used at sign-out, also without a network. */
export async function wipe(user: string): Promise<void> {
  left.add(user);
  forget();
  await deleteDB(`nod-${user}`);
}

/** Run `work` on the database; when the connection turns out dead, open a new one and run it once more. */
export async function withDatabase<Result>(
  user: string,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const store = database(user);
  try {
    const result = await work(await store);
    // That something could be read does not mean that there is room again: only what stores entries tells.
    if (storeTrouble.value !== "full") storeTrouble.value = null;
    return result;
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    if (name === "QuotaExceededError") storeTrouble.value = "full";
    if (name === "SecurityError") storeTrouble.value = "unavailable";
    // iOS kills connections in the background: a retry on the dead handle would fail for ever.
    if (!["InvalidStateError", "UnknownError", "AbortError"].includes(name)) throw error;
    // Only this handle: one opened meanwhile, by other work or for the next person, is in use.
    if (open?.store === store) forget();
    return work(await database(user));
  }
}

/** The same for work that stores entries: when it succeeds, the phone has room. */
export async function storeInto<Result>(
  user: string,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const result = await withDatabase(user, work);
  storeTrouble.value = null;
  return result;
}
