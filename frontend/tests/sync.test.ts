// The client core against a scripted server: what leaves the outbox, and when.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { cut } from "../src/domain/text";
import { database, forget } from "../src/store/db";
import { enqueue, everything, waiting } from "../src/store/outbox";
import { readSnapshot } from "../src/store/snapshot";
import { sync } from "../src/sync/engine";
import { syncState } from "../src/sync/status";
import { emptyPull, json } from "./fake-server";

const NOW = Date.parse("2026-03-10T23:30:00Z");
let user = "";
let counter = 0;
/** What the server answers to a push, and what it was sent. */
let onPush: (records: { id: string }[]) => Response | Promise<Response>;
let pushed: { id: string }[][] = [];
let epoch = "";

const created = (records: { id: string }[]) =>
  json({ server_time: "", results: records.map(({ id }) => ({ id, outcome: "created", errors: [] })) });

beforeEach(() => {
  user = `user-${++counter}`;
  pushed = [];
  epoch = "first";
  onPush = created;
  vi.stubGlobal("fetch", async (input: Request | string) => {
    const url = typeof input === "string" ? input : input.url;
    if (url.includes("/me")) return json({ signed_in: false, demo: true });
    if (url.includes("/pull")) return json(emptyPull(7, epoch));
    if (url.includes("/library")) return json({}, 503);
    const { records } = (await (input as Request).json()) as { records: { id: string }[] };
    pushed.push(records);
    return onPush(records);
  });
});
afterEach(() => vi.unstubAllGlobals());

const write = (text: string) => enqueue(user, { type: "message", text }, NOW, "UTC");
const go = () => sync(user, async () => undefined);

test("a record leaves the outbox when the server has answered for it", async () => {
  await write("one");
  await go();
  expect(await everything(user)).toEqual([]);
  expect(syncState.value).toBe("idle");
});

test.each([500, 503, 429])("an answer %i keeps everything for the next time", async (status) => {
  await write("one");
  onPush = () => json({}, status);
  await go();
  expect(await waiting(user)).toHaveLength(1);
  expect(syncState.value).toBe("offline");
});

test("an answer that never comes is not waited for, and everything stays for the next time", async () => {
  await write("one");
  const limit = new AbortController();
  vi.spyOn(AbortSignal, "timeout").mockReturnValue(limit.signal);
  const silent = (request: Request) =>
    new Promise((_, refuse) => {
      request.signal.addEventListener("abort", () => refuse(request.signal.reason));
      limit.abort(new DOMException("too late", "TimeoutError"));
    });
  vi.stubGlobal("fetch", silent);
  await go();
  vi.restoreAllMocks();
  expect(await waiting(user)).toHaveLength(1);
  expect(syncState.value).toBe("offline");
});

test("a lost answer is sent again under the same id", async () => {
  await write("one");
  onPush = () => {
    throw new TypeError("network");
  };
  await go();
  onPush = created;
  await go();
  expect(pushed[0]?.[0]?.id).toBe(pushed[1]?.[0]?.id);
  expect(await everything(user)).toEqual([]);
});

test("a refused record stays to be seen and is not sent again", async () => {
  await write("one");
  const errors = [{ field: "text", code: "blank", detail: "Write something." }];
  onPush = (records) => json({ results: records.map(({ id }) => ({ id, outcome: "refused", errors })) });
  await go();
  expect((await everything(user))[0]?.refused).toEqual(errors);
  await go();
  expect(pushed).toHaveLength(1);
});

test("what keeps a batch from being read is found by halves; the rest is sent, and a pull follows", async () => {
  for (const text of ["one", "two", "poison", "four", "five"]) await write(text);
  const problem = { status: 400, code: "invalid", detail: "This is not valid JSON." };
  onPush = (records) =>
    records.some((record) => JSON.stringify(record).includes("poison"))
      ? json(problem, 400)
      : created(records);
  await go();
  const [left, ...more] = await everything(user);
  expect(more).toEqual([]);
  expect(left?.record).toMatchObject({ text: "poison" });
  expect(left?.refused).toEqual([{ field: "", code: "invalid", detail: "This is not valid JSON." }]);
  expect(syncState.value).toBe("idle");
});

test("a batch that is too large is sent in parts", async () => {
  for (let number = 0; number < 9; number++) await write("x".repeat(2000));
  onPush = (records) =>
    records.length > 2 ? json({ status: 413, code: "too_large", detail: "" }, 413) : created(records);
  await go();
  expect(await everything(user)).toEqual([]);
});

test("half an emoji, as other apps cut a text, is not stored", async () => {
  await write("cut \ud83d here \0, whole 🧑🏽‍🚀 there, typed \\ud83d");
  expect((await waiting(user))[0]?.record).toMatchObject({
    text: "cut \ufffd here \ufffd, whole 🧑🏽‍🚀 there, typed \\ud83d",
  });
});

test.each([
  ["abc", 3, "abc"],
  ["ab🧑🏽‍🚀", 6, "ab"],
  ["ab🧑🏽‍🚀", 9, "ab🧑🏽‍🚀"],
  ["e\u0301e\u0301", 3, "e\u0301"],
])("a text is cut between what reads as one character: %s", (text, longest, shown) => {
  expect(cut(text, longest)).toBe(shown);
});

test("a sign-in that has ended keeps the outbox and says so", async () => {
  await write("one");
  onPush = () => json({}, 403);
  await go();
  expect(syncState.value).toBe("signed_out");
  expect(await waiting(user)).toHaveLength(1);
});

test("another person's sign-in takes nothing of this one's", async () => {
  await write("one");
  onPush = () => json({ status: 409, code: "other_owner", detail: "" }, 409);
  await go();
  expect(syncState.value).toBe("signed_out");
  expect(await waiting(user)).toHaveLength(1);
});

test("what is written during a run goes with the next, at once", async () => {
  await write("one");
  let late: Promise<unknown> | undefined;
  onPush = async (records) => {
    if (!late) {
      late = write("two");
      await late;
      void go();
    }
    return created(records);
  };
  await go();
  expect(pushed.map((records) => records.length)).toEqual([1, 1]);
  expect(await everything(user)).toEqual([]);
});

test("records keep the order in which they were written", async () => {
  for (const text of ["one", "two", "three"]) await write(text);
  const rows = await waiting(user);
  expect(rows.map((row) => row.record)).toMatchObject([{ text: "one" }, { text: "two" }, { text: "three" }]);
});

test("a dead database handle is replaced and the write goes through", async () => {
  (await database(user)).db.close();
  await write("after");
  expect(await waiting(user)).toHaveLength(1);
});

test("an unsent answer shows at once, and corrections name what they correct", async () => {
  const first = await enqueue(
    user,
    { type: "day_entry", occurred_on: "2026-03-10", parents: [], changes: { headache: true } },
    NOW,
    "UTC",
  );
  const day = (await readSnapshot(user)).days.get("2026-03-10");
  expect(day).toEqual({ occurred_on: "2026-03-10", fields: { headache: true }, heads: [first] });
});

test("another person's database is another one", async () => {
  await write("mine");
  forget();
  expect(await everything("somebody-else")).toEqual([]);
});

test("an app that is too old keeps its outbox and says so", async () => {
  await write("kept");
  onPush = () => json({ status: 426, code: "client_too_old", detail: "" }, 426);
  await go();
  expect(syncState.value).toBe("too_old");
  expect(await waiting(user)).toHaveLength(1);
});

test("a server that was restored to an earlier day gets again what it had answered for", async () => {
  await write("one");
  await go();
  await write("two");
  epoch = "second";
  await go();
  const ids = pushed.map((records) => records.map(({ id }) => id));
  expect(ids[2]).toEqual([...(ids[0] ?? []), ...(ids[1] ?? [])]);
  expect(await everything(user)).toEqual([]);
  await go();
  expect(pushed).toHaveLength(3);
});
