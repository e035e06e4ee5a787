// A phone that somebody else signs in on: the person before leaves nothing readable. What they have not sent is sealed
// under a key that only a session of theirs gets from the server, and comes back when they sign in here again; the rest
// of theirs is gone, its key too.
import { type DBSchema, deleteDB, openDB } from "idb";
import { api } from "../api/client";
import { database, wipe, withDatabase } from "../store/db";
import { type Sealed, seal, unseal } from "../store/sealed";
import { keepMeta, readMeta } from "../store/snapshot";

const OWN = "nod-";
const LEFT = "left-nod-";
const HANDOVER = "handover";
const KINDS = ["outbox", "drafts"] as const;

/** A row without its seal; the key fields stay as the database orders by them. */
type LeftRow =
  | { kind: "outbox"; keys: { id: string; order: number }; value: unknown }
  | { kind: "drafts"; keys: { name: string }; value: unknown };

interface LeftSchema extends DBSchema {
  rows: { key: number; value: Sealed };
  /** The key to the rows, sealed under the one that the server keeps. */
  key: { key: string; value: Sealed };
}

/** Let go of who was here before, bring back what this person left, and lay ready the key for what they may leave
 * again. Returns whether something came back. */
export async function prepareHandover(user: string): Promise<boolean> {
  await letGoOfOthers(user);
  const cameBack = await takeBack(user);
  const { db } = await database(user);
  const serverKey = (await db.getKey("key", HANDOVER)) ? null : await fetchKey();
  if (!serverKey) return cameBack;
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  await keepMeta(user, HANDOVER, written(await seal(serverKey, [...bytes])));
  await db.put("key", await imported(bytes), HANDOVER);
  return cameBack;
}

/** Seal away what others have not sent on this phone, and remove the rest of theirs. */
export async function letGoOfOthers(user: string): Promise<void> {
  const names = (await indexedDB.databases?.()) ?? [];
  for (const { name = "" } of names) {
    const other = name.slice(OWN.length);
    // Ids of people only: the library's database belongs to the clinic.
    if (name.startsWith(OWN) && /^[0-9a-f-]{36}$/.test(other) && other !== user) await letGo(other);
  }
}

async function letGo(user: string): Promise<void> {
  const key = await withDatabase(user, ({ db }) => db.get("key", HANDOVER));
  const wrapped = await readMeta<WrittenSeal>(user, HANDOVER);
  const rows = await unsentOf(user);
  if (rows.length > 0) {
    // Without a key of their own the entries wait as they are: they must not be lost.
    if (!key || !wrapped) return keepOnlyUnsent(user);
    const left = await openLeft(user);
    const sealed = await Promise.all(rows.map((row) => seal(key, row)));
    const tx = left.transaction(["rows", "key"], "readwrite", { durability: "strict" });
    for (const row of sealed) void tx.objectStore("rows").add(row);
    void tx.objectStore("key").put(read(wrapped), "key");
    await tx.done;
    left.close();
  }
  await wipe(user);
}

/** Bring back what this person left unsent here. Stays where it is until there is an answer from the server. */
async function takeBack(user: string): Promise<boolean> {
  const names = (await indexedDB.databases?.()) ?? [];
  if (!names.some(({ name }) => name === LEFT + user)) return false;
  const serverKey = await fetchKey();
  if (!serverKey) return false;
  const left = await openLeft(user);
  const [wrapped, sealed] = [await left.get("key", "key"), await left.getAll("rows")];
  left.close();
  if (wrapped) {
    const key = await imported(new Uint8Array(await unseal<number[]>(serverKey, wrapped)));
    const rows = await Promise.all(sealed.map((row) => unseal<LeftRow>(key, row)));
    await withDatabase(user, async ({ db, key }) => {
      const again = await Promise.all(rows.map(async (row) => ({ row, sealed: await seal(key, row.value) })));
      const tx = db.transaction(KINDS, "readwrite", { durability: "strict" });
      for (const { row, sealed } of again) {
        if (row.kind === "outbox") void tx.objectStore("outbox").put({ ...row.keys, sealed });
        else void tx.objectStore("drafts").put({ ...row.keys, sealed });
      }
      await tx.done;
    });
  }
  await deleteDB(LEFT + user);
  return true;
}

async function unsentOf(user: string): Promise<LeftRow[]> {
  return withDatabase(user, async ({ db, key }) => {
    const [entries, drafts] = await Promise.all([db.getAll("outbox"), db.getAll("drafts")]);
    return Promise.all([
      ...entries.map(async ({ id, order, sealed }): Promise<LeftRow> => {
        return { kind: "outbox", keys: { id, order }, value: await unseal(key, sealed) };
      }),
      ...drafts.map(async ({ name, sealed }): Promise<LeftRow> => {
        return { kind: "drafts", keys: { name }, value: await unseal(key, sealed) };
      }),
    ]);
  });
}

async function keepOnlyUnsent(user: string): Promise<void> {
  await withDatabase(user, async ({ db }) => {
    const others = [...db.objectStoreNames].filter(
      (name) => name !== "key" && name !== "outbox" && name !== "drafts",
    );
    const tx = db.transaction(others, "readwrite");
    await Promise.all(others.map((name) => tx.objectStore(name).clear()));
    await tx.done;
  });
}

async function fetchKey(): Promise<CryptoKey | null> {
  const { data } = await api.GET("/api/v1/drafts/key").catch(() => ({ data: undefined }));
  return data ? imported(Uint8Array.from(atob(data.key), (char) => char.charCodeAt(0))) : null;
}

function imported(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

function openLeft(user: string) {
  return openDB<LeftSchema>(LEFT + user, 1, {
    upgrade(db) {
      db.createObjectStore("rows", { autoIncrement: true });
      db.createObjectStore("key");
    },
  });
}

/** A seal as plain numbers, so that it can be sealed once more with the rest of the facts. */
interface WrittenSeal {
  iv: number[];
  data: number[];
}

function written({ iv, data }: Sealed): WrittenSeal {
  return { iv: [...iv], data: [...new Uint8Array(data)] };
}

function read({ iv, data }: WrittenSeal): Sealed {
  return { iv: new Uint8Array(iv), data: new Uint8Array(data).buffer };
}
