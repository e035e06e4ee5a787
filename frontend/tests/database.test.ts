// The phone's database: from every released version to this one without losing what has not been sent.
import { openDB } from "idb";
import { expect, test } from "vitest";
import { admit, database, forget, type Store, VERSION, wipe, withDatabase } from "../src/store/db";
import { enqueue, everything } from "../src/store/outbox";
import { keepMeta, readSnapshot } from "../src/store/snapshot";

test("a phone of version 1 keeps its diary and its unsent entries", async () => {
  const old = await openDB("nod-old", 1, {
    upgrade(db) {
      db.createObjectStore("meta");
      db.createObjectStore("days", { keyPath: "occurred_on" });
      db.createObjectStore("sessions", { keyPath: "id" }).createIndex("occurred_on", "occurred_on");
      db.createObjectStore("messages", { keyPath: "id" });
      db.createObjectStore("outbox", { keyPath: "id" }).createIndex("order", "order");
    },
  });
  await old.put("days", { occurred_on: "2026-03-01", fields: { headache: true }, heads: [] });
  await old.put("outbox", { id: "a", order: 1, record: { id: "a", type: "message", text: "Hello" } });
  old.close();
  const snapshot = await readSnapshot("old");
  expect(snapshot.days.get("2026-03-01")?.fields.headache).toBe(true);
  expect(snapshot.messages.map((message) => message.text)).toEqual(["Hello"]);
  expect((await database("old")).db.version).toBe(VERSION);
});

test("nothing that was written can be read in the database itself, and its key cannot be taken out", async () => {
  await enqueue("sealed", { type: "message", text: "canary" }, 0, "UTC");
  const { db, key } = await database("sealed");
  const raw = await Promise.all([...db.objectStoreNames].map((name) => db.getAll(name)));
  const told = JSON.stringify(raw, (_, value) =>
    value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value,
  );
  expect(told).toContain("sealed");
  expect(told).not.toContain("canary");
  await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
  expect((await everything("sealed"))[0]?.record).toMatchObject({ text: "canary" });
});

test("two tabs that open a new database at once agree on one key", async () => {
  const [first, second] = await Promise.all([
    enqueue("tabs", { type: "message", text: "one" }, 0, "UTC"),
    (async () => {
      forget();
      return enqueue("tabs", { type: "message", text: "two" }, 0, "UTC");
    })(),
  ]);
  expect(new Set((await everything("tabs")).map(({ id }) => id))).toEqual(new Set([first, second]));
});

test("an unsent yes to a safety question holds the program at once", async () => {
  const check = { occurred_on: "2026-03-01", asked: "weekly" as const, answers: { s1: true } };
  await enqueue("held", { type: "red_flag_check", ...check, shown: "same_day" }, 0, "UTC");
  expect((await readSnapshot("held")).hold).toBe("same_day");
  // Worse than what the server says, and not lifted by answers of no.
  await enqueue("held", { type: "red_flag_check", ...check, shown: "emergency" }, 1, "UTC");
  await enqueue("held", { type: "red_flag_check", ...check, answers: { s1: false }, shown: "" }, 2, "UTC");
  for (const server of ["same_day", "paused", null]) {
    await keepMeta("held", "hold", server);
    expect((await readSnapshot("held")).hold).toBe("emergency");
  }
});

test("a connection that the phone has closed is opened anew, and nothing is lost", async () => {
  await enqueue("dead", { type: "message", text: "one" }, 0, "UTC");
  (await database("dead")).db.close();
  await enqueue("dead", { type: "message", text: "two" }, 0, "UTC");
  expect((await everything("dead")).map((row) => row.record)).toMatchObject([
    { text: "one" },
    { text: "two" },
  ]);
  forget();
});

/** Work that begins on this connection, and touches it only when it is let go on. */
function slowWork(user: string): { goOn: () => Promise<unknown> } {
  let goOn = () => {};
  const gate = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const done = withDatabase(user, async ({ db }: Store) => {
    await gate;
    return db.get("meta", "profile");
  });
  return {
    goOn: () => {
      goOn();
      return done;
    },
  };
}

test("work that finds its connection dead does not lose the one opened since, which would keep sign-out waiting", async () => {
  const [first, second] = [slowWork("twice"), slowWork("twice")];
  const dead = await database("twice");
  dead.db.close();
  await first.goOn();
  const renewed = await database("twice");
  expect(renewed).not.toBe(dead);
  await second.goOn();
  expect(await database("twice")).toBe(renewed);
  await wipe("twice");
});

test("work of the person before does not lose the connection of the next one", async () => {
  const late = slowWork("before");
  await database("before");
  await wipe("before");
  const next = await database("next");
  await expect(late.goOn()).rejects.toThrow("signed out");
  expect(await database("next")).toBe(next);
  await wipe("next");
});

test("what was under way when somebody signed out does not make their database anew", async () => {
  await enqueue("gone", { type: "message", text: "one" }, 0, "UTC");
  const wiped = wipe("gone");
  await expect(enqueue("gone", { type: "message", text: "two" }, 0, "UTC")).rejects.toThrow("signed out");
  await wiped;
  await expect(readSnapshot("gone")).rejects.toThrow("signed out");
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain("nod-gone");
  admit("gone");
  expect(await everything("gone")).toEqual([]);
});
