// A phone keeps 90 days of a record: by the server's clock, and never at the cost of what has not been sent.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { database, forget } from "../src/store/db";
import { enqueue } from "../src/store/outbox";
import { readSnapshot } from "../src/store/snapshot";
import { sync } from "../src/sync/engine";
import { emptyPull, json } from "./fake-server";

const dates = ["2026-01-01", "2026-03-02", "2026-03-03", "2026-05-31"];
let user = "";
let pulled: Record<string, unknown>;

beforeEach(() => {
  user = crypto.randomUUID();
  pulled = {
    ...emptyPull(1, "e"),
    server_time: "2026-06-01T12:00:00Z",
    days: dates.map((occurred_on) => ({ occurred_on, fields: { headache: true }, heads: [], conflicts: {} })),
    sessions: dates.map((occurred_on) => ({
      id: `s ${occurred_on}`,
      occurred_on,
      slot: "evening",
      exercises: [],
    })),
    scores: dates.map((occurred_on) => ({
      id: `m ${occurred_on}`,
      occurred_on,
      measure: "activities",
      values: {},
    })),
    checks: dates.map((occurred_on) => ({ id: `c ${occurred_on}`, occurred_on })),
    messages: dates.map((on) => ({
      id: `t ${on}`,
      from_patient: true,
      author: "Pia",
      text: "Hello",
      recorded_at: `${on}T09:00:00Z`,
    })),
  };
  vi.stubGlobal("fetch", async (input: Request | string) => {
    const url = typeof input === "string" ? input : input.url;
    return url.includes("/pull") ? json(pulled) : json({}, 503);
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  forget();
});

const go = () => sync(user, async () => undefined);

async function rows(): Promise<string[]> {
  const { db } = await database(user);
  const names = ["days", "sessions", "scores", "checks", "messages"] as const;
  const keys = await Promise.all(names.map((name) => db.getAllKeys(name)));
  return keys.flat();
}

test("what is older than 90 days leaves the phone, of every kind", async () => {
  await go();
  const kept = dates.slice(2);
  expect(await rows()).toEqual(["", "s ", "m ", "c ", "t "].flatMap((kind) => kept.map((on) => kind + on)));
  const { days, messages } = await readSnapshot(user);
  expect([...days.keys()]).toEqual(kept);
  expect(messages).toHaveLength(kept.length);
});

test("days pass, and more leaves", async () => {
  await go();
  pulled = { ...emptyPull(1, "e"), server_time: "2026-06-02T12:00:00Z" };
  await go();
  expect(await rows()).not.toContain("2026-03-03");
  expect(await rows()).toContain("2026-05-31");
});

test("a phone whose clock is years ahead keeps what it has", async () => {
  vi.useFakeTimers({ now: Date.parse("2031-01-01T00:00:00Z"), toFake: ["Date"] });
  await go();
  expect(await rows()).toContain("2026-03-03");
});

test("what was written long ago and not sent yet stays until it is", async () => {
  const long_ago = Date.parse("2026-01-10T20:00:00Z");
  await enqueue(
    user,
    { type: "day_entry", occurred_on: "2026-01-10", parents: [], changes: { headache: true } },
    long_ago,
    "UTC",
  );
  await go();
  const { days, outbox } = await readSnapshot(user);
  expect(outbox).toHaveLength(1);
  expect(days.get("2026-01-10")?.fields.headache).toBe(true);
});
