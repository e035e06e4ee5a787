// What is being typed or done and is no entry yet: sealed like everything else this person's phone holds.
//
// A draft is first put down in the page's own storage, which is done before the next line runs, because a phone may
// close the app in between. It leaves that place as soon as the sealed database holds it.
import { signal } from "@preact/signals";
import { withDatabase } from "./db";
import { seal, unseal } from "./sealed";

export const AHEAD = "nod-ahead-";

interface Ahead {
  user: string;
  value: unknown;
}

let owner: string | null = null;
const drafts = signal<ReadonlyMap<string, unknown>>(new Map());
/** One write of a draft at a time, so that the last one stays. */
const settling = new Map<string, Promise<void>>();

/** Read this person's drafts, once, before the first screen. */
export async function loadDrafts(user: string): Promise<void> {
  if (owner === user) return;
  const found = await withDatabase(user, async ({ db, key }) => {
    const rows = await db.getAll("drafts");
    return Promise.all(rows.map(async (row) => [row.name, await unseal(key, row.sealed)] as const));
  });
  owner = user;
  const next = new Map<string, unknown>(found);
  for (const name of namesAhead()) {
    const ahead = readAhead(name);
    if (ahead?.user === user) put(next, name, ahead.value);
  }
  drafts.value = next;
  await Promise.all(namesAhead().map(settle));
}

/** A draft as it was last kept; follows changes where it is read within `computed` or while drawing. */
export function draft<Value>(name: string): Value | null {
  return (drafts.value.get(name) as Value | undefined) ?? null;
}

/** Whether this phone still belongs to this person. */
export function isOwner(user: string): boolean {
  return owner === user;
}

/** The drafts whose names begin alike, each with the rest of its name. */
export function draftsNamed<Value extends object>(prefix: string): (Value & { name: string })[] {
  return [...drafts.value]
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => ({ ...(value as Value), name: name.slice(prefix.length) }));
}

/** Keep a draft, or with null forget it. */
export function keepDraft(name: string, value: unknown): void {
  const next = new Map(drafts.peek());
  put(next, name, value);
  drafts.value = next;
  if (!owner) return;
  localStorage.setItem(AHEAD + name, JSON.stringify({ user: owner, value } satisfies Ahead));
  settling.set(
    name,
    (settling.get(name) ?? Promise.resolve()).then(() => settle(name)),
  );
}

/** Wait until all that was kept lies sealed. */
export async function settled(): Promise<void> {
  await Promise.all(settling.values());
}

/** The person is leaving this phone; the database goes with everything in it. */
export function forgetDrafts(): void {
  owner = null;
  drafts.value = new Map();
  for (const name of namesAhead()) localStorage.removeItem(AHEAD + name);
}

/** Move what lies ahead into the sealed database. Where that fails, it stays where it is until the next try. */
async function settle(name: string): Promise<void> {
  const text = localStorage.getItem(AHEAD + name);
  const ahead = readAhead(name);
  if (!ahead || ahead.user !== owner) return;
  try {
    await withDatabase(ahead.user, async ({ db, key }) => {
      if (ahead.value === null) return db.delete("drafts", name);
      const sealed = await seal(key, ahead.value);
      await db.put("drafts", { name, sealed });
    });
  } catch {
    return;
  }
  if (localStorage.getItem(AHEAD + name) === text) localStorage.removeItem(AHEAD + name);
}

function put(into: Map<string, unknown>, name: string, value: unknown): void {
  if (value === null) into.delete(name);
  else into.set(name, value);
}

function namesAhead(): string[] {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(AHEAD))
    .map((key) => key.slice(AHEAD.length));
}

function readAhead(name: string): Ahead | null {
  try {
    return JSON.parse(localStorage.getItem(AHEAD + name) ?? "null") as Ahead | null;
  } catch {
    return null;
  }
}
