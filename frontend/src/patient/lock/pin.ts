// The PIN of the lock, as a salted slow hash. It keeps a curious person out of an open app; the phone's own lock and the
// sealed store are what keeps a thief out.

export const LOCK = "nod-lock";
export const MOST_TRIES = 5;
const ROUNDS = 600_000;

interface Lock {
  salt: string;
  rounds: number;
  hash: string;
  tries: number;
}

/** Four to eight digits. */
export function isPin(text: string): boolean {
  return /^\d{4,8}$/.test(text);
}

export async function setPin(pin: string): Promise<void> {
  const salt = hex(crypto.getRandomValues(new Uint8Array(16)));
  keep({ salt, rounds: ROUNDS, hash: await derive(pin, salt, ROUNDS), tries: 0 });
}

/** Say whether it is the PIN. Wrong ones are counted; after MOST_TRIES none is right until somebody signs in again. */
export async function checkPin(pin: string): Promise<boolean> {
  const lock = readLock();
  if (!lock || lock.tries >= MOST_TRIES) return false;
  // Counted before it is known, so that closing the app in between wins no try.
  keep({ ...lock, tries: lock.tries + 1 });
  if ((await derive(pin, lock.salt, lock.rounds)) !== lock.hash) return false;
  keep({ ...lock, tries: 0 });
  return true;
}

export function triesLeft(): number {
  return MOST_TRIES - (readLock()?.tries ?? 0);
}

export function removePin(): void {
  localStorage.removeItem(LOCK);
}

export function hasPin(): boolean {
  return readLock() !== null;
}

function readLock(): Lock | null {
  return JSON.parse(localStorage.getItem(LOCK) ?? "null") as Lock | null;
}

function keep(lock: Lock): void {
  localStorage.setItem(LOCK, JSON.stringify(lock));
}

async function derive(pin: string, salt: string, iterations: number): Promise<string> {
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", encoder.encode(pin), "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: encoder.encode(salt), iterations };
  return hex(new Uint8Array(await crypto.subtle.deriveBits(how, key, 256)));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
