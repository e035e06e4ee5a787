// What is typed on the desk and not sent yet, per patient and form: sealed in this browser, offered again, gone at
// sign-out. The key comes from the server and only to a session of the same person, so what lies here while nobody is
// signed in, or somebody else is, cannot be read.
import { signal } from "@preact/signals";
import { v7 as uuidv7 } from "uuid";
import { api } from "../api/client";
import { seal, unseal } from "../store/sealed";

const PREFIX = "nod-desk-draft";
const KEPT_FOR_MS = 7 * 86_400_000;

export interface Kept<Value = unknown> {
  /** When it was typed, in milliseconds. */
  at: number;
  /** What it is sent under, so that it is sent once even when the page was reloaded in between. */
  id: string;
  value: Value;
}

let owner = "";
let key: CryptoKey | null = null;
const held = new Map<string, Kept>();
/** One write of a draft at a time, so that the last one stays. */
const writing = new Map<string, Promise<void>>();
/** What stands in a form of this page and was not sent: leaving asks first. */
export const unsent = signal<ReadonlySet<string>>(new Set());

/** Read this person's drafts, before the first screen. Without an answer of the server nothing is kept. */
export async function openDrafts(user: string): Promise<void> {
  closeDrafts();
  owner = user;
  const { data } = await api.GET("/api/v1/drafts/key").catch(() => ({ data: undefined }));
  if (!data) return;
  const bytes = Uint8Array.from(atob(data.key), (char) => char.charCodeAt(0));
  key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  await Promise.all(stored().map(read));
}

/** Let go of the key and of all that was read: the page is about to be hidden. What is sealed stays. */
export function closeDrafts(): void {
  key = null;
  held.clear();
  unsent.value = new Set();
}

/** Delete this person's drafts, at sign-out. */
export function dropAllDrafts(): void {
  for (const name of stored()) localStorage.removeItem(place(name));
  closeDrafts();
  owner = "";
}

export function draftCount(): number {
  return held.size;
}

export function draftOf<Value>(name: string): Kept<Value> | null {
  return (held.get(name) as Kept<Value> | undefined) ?? null;
}

/** Keep what was typed under a name, or with null forget it. */
export function keepDraft(name: string, value: unknown): void {
  if (value === null) held.delete(name);
  else held.set(name, { at: Date.now(), id: held.get(name)?.id ?? uuidv7(), value });
  markUnsent(name, value !== null);
  writing.set(
    name,
    (writing.get(name) ?? Promise.resolve()).then(() => write(name)),
  );
}

/** Give a draft another id: what was sent under the one before has been saved. */
export function renewDraftId(name: string): void {
  const kept = held.get(name);
  if (kept) held.set(name, { ...kept, id: uuidv7() });
}

export function markUnsent(name: string, is: boolean): void {
  if (unsent.peek().has(name) === is) return;
  const next = new Set(unsent.peek());
  if (is) next.add(name);
  else next.delete(name);
  unsent.value = next;
}

const place = (name: string) => `${PREFIX} ${owner} ${name}`;

function stored(): string[] {
  const mine = place("");
  return Object.keys(localStorage)
    .filter((name) => name.startsWith(mine))
    .map((name) => name.slice(mine.length));
}

async function write(name: string): Promise<void> {
  const [kept, at, sealer] = [held.get(name), place(name), key];
  if (!sealer) return;
  if (!kept) return localStorage.removeItem(at);
  try {
    const { iv, data } = await seal(sealer, kept);
    localStorage.setItem(at, `${text(iv)} ${text(new Uint8Array(data))}`);
  } catch {
    // The browser's storage is full: leaving the page still asks.
  }
}

async function read(name: string): Promise<void> {
  const [iv, data] = (localStorage.getItem(place(name)) ?? "").split(" ").map(bytes);
  try {
    if (!key || !iv || !data) throw new Error("not a draft");
    const kept = await unseal<Kept>(key, { iv, data: data.buffer });
    if (Date.now() - kept.at > KEPT_FOR_MS) throw new Error("too old");
    held.set(name, kept);
  } catch {
    localStorage.removeItem(place(name));
  }
}

function text(raw: Uint8Array): string {
  return btoa(Array.from(raw, (byte) => String.fromCharCode(byte)).join(""));
}

function bytes(from: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(from), (char) => char.charCodeAt(0));
}
