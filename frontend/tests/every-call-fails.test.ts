// The first call fails, then the second, and so on until a run meets no failure: of the network, with the request lost
// or its answer, and of the phone's database. Whatever was acknowledged reaches the server, once.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { forget } from "../src/store/db";
import { draft, forgetDrafts, keepDraft, loadDrafts, settled } from "../src/store/drafts";
import { enqueue, everything } from "../src/store/outbox";
import { sync } from "../src/sync/engine";
import { syncState } from "../src/sync/status";
import { emptyPull, json } from "./fake-server";

const NOW = Date.parse("2026-03-10T23:30:00Z");
const TEXTS = ["one", "two", "three"];
let counter = 0;
/** How often the server has stored each id: once, whatever comes. */
let stored: Map<string, number>;
/** Called before and after the server did its part. */
let around: (part: "request" | "answer") => void;

function answer(url: string, records: { id: string }[]): Response {
  if (url.includes("/me")) return json({ signed_in: true, role: "patient", demo: true });
  if (url.includes("/library")) return json({});
  if (url.includes("/pull")) return json(emptyPull(stored.size, "e"));
  const results = records.map(({ id }) => {
    const outcome = stored.has(id) ? "identical" : "created";
    if (outcome === "created") stored.set(id, (stored.get(id) ?? 0) + 1);
    return { id, outcome, errors: [] };
  });
  return json({ server_time: "", results });
}

beforeEach(() => {
  stored = new Map();
  around = () => undefined;
  localStorage.clear();
  vi.stubGlobal("fetch", async (input: Request | string) => {
    const url = typeof input === "string" ? input : input.url;
    const body = url.includes("/push") ? await (input as Request).json() : { records: [] };
    around("request");
    const response = answer(url, (body as { records: { id: string }[] }).records);
    around("answer");
    return response;
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  forget();
  forgetDrafts();
});

const go = (user: string) => sync(user, async () => undefined);

/** Run with the nth of something failing, for each n until a run does not get there; return how many there were. */
async function each(run: (isNth: () => boolean, user: string) => Promise<void>): Promise<number> {
  for (let n = 1; ; n++) {
    let seen = 0;
    stored = new Map();
    await run(() => ++seen === n, `nth-${++counter}`);
    if (seen < n) return n - 1;
  }
}

test.each(["request", "answer"] as const)("each %s of a sync lost once", async (part) => {
  const calls = await each(async (isNth, user) => {
    const ids: string[] = [];
    for (const text of TEXTS) ids.push(await enqueue(user, { type: "message", text }, NOW, "UTC"));
    around = (now) => {
      if (now === part && isNth()) throw new TypeError("network");
    };
    await go(user);
    around = () => undefined;
    await go(user);
    expect([...stored]).toEqual(ids.map((id) => [id, 1]));
    expect(await everything(user)).toEqual([]);
    expect(syncState.value).toBe("idle");
  });
  expect(calls).toBeGreaterThan(1);
});

const STORE = ["put", "add", "get", "getAll", "getAllKeys", "delete", "clear", "index"] as const;

/** Let the nth call of the database fail, wherever it comes. */
function failDatabase(isNth: () => boolean, name: string): () => void {
  const spies = STORE.map((method) => {
    const real = IDBObjectStore.prototype[method] as (...given: unknown[]) => unknown;
    return vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
      this: IDBObjectStore,
      ...given: unknown[]
    ) {
      if (isNth()) throw new DOMException("", name);
      return real.apply(this, given);
    } as never);
  });
  return () => {
    for (const spy of spies) spy.mockRestore();
  };
}

test.each(["QuotaExceededError", "UnknownError", "InvalidStateError"])(
  "each call of the database fails once: %s",
  async (name) => {
    const calls = await each(async (isNth, user) => {
      const heal = failDatabase(isNth, name);
      const acknowledged: string[] = [];
      for (const text of TEXTS)
        await enqueue(user, { type: "message", text }, NOW, "UTC").then(
          (id) => acknowledged.push(id),
          // What could not be stored was said to be so.
          () => undefined,
        );
      await go(user);
      heal();
      await go(user);
      expect([...stored]).toEqual(acknowledged.map((id) => [id, 1]));
      expect(await everything(user)).toEqual([]);
      expect(syncState.value).toBe("idle");
      forget();
    });
    expect(calls).toBeGreaterThan(10);
  },
);

test("a draft is there again whichever call of the database failed while it was kept", async () => {
  const calls = await each(async (isNth, user) => {
    await loadDrafts(user);
    const heal = failDatabase(isNth, "QuotaExceededError");
    keepDraft("message", "not sent yet");
    keepDraft("message", "not sent yet, either");
    await settled();
    heal();
    const ahead = { ...localStorage };
    forgetDrafts();
    Object.assign(localStorage, ahead);
    forget();
    await loadDrafts(user);
    expect(draft("message")).toBe("not sent yet, either");
    localStorage.clear();
    forgetDrafts();
  });
  expect(calls).toBeGreaterThan(0);
});
