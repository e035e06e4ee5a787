// A phone that changes hands without a sign-out: nothing of the person before can be read, and nothing unsent is lost.
import { deleteDB } from "idb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { admit, database, forget } from "../src/store/db";
import { enqueue, everything } from "../src/store/outbox";
import { keepMeta, readMeta } from "../src/store/snapshot";
import { letGoOfOthers, prepareHandover } from "../src/sync/handover";
import { json } from "./fake-server";

const PIA = "00000000-0000-7000-8000-000000000001";
const BEN = "00000000-0000-7000-8000-000000000002";
let signedIn = PIA;

beforeEach(() => {
  signedIn = PIA;
  // Each person's key follows from who asks, as on the server.
  vi.stubGlobal("fetch", async () => json({ key: btoa(signedIn.slice(-1).repeat(32)) }));
});

afterEach(async () => {
  vi.unstubAllGlobals();
  forget();
  for (const { name = "" } of await indexedDB.databases()) await deleteDB(name);
});

async function names(): Promise<string[]> {
  return (await indexedDB.databases()).map(({ name = "" }) => name).sort();
}

test("what was unsent lies under no key of this phone, and comes back to its owner only", async () => {
  admit(PIA);
  await prepareHandover(PIA);
  await keepMeta(PIA, "name", "Pia");
  await enqueue(PIA, { type: "message", text: "canary" }, 0, "UTC");

  signedIn = BEN;
  admit(BEN);
  await letGoOfOthers(BEN);
  await prepareHandover(BEN);
  expect(await names()).toEqual([`left-nod-${PIA}`, `nod-${BEN}`]);
  const left = await new Promise<IDBDatabase>((done) => {
    const opening = indexedDB.open(`left-nod-${PIA}`);
    opening.onsuccess = () => done(opening.result);
  });
  const stored = await new Promise<unknown[]>((done) => {
    const reading = left.transaction("key").objectStore("key").getAll();
    reading.onsuccess = () => done(reading.result);
  });
  left.close();
  expect(stored.some((each) => each instanceof CryptoKey)).toBe(false);

  signedIn = PIA;
  admit(PIA);
  expect(await prepareHandover(PIA)).toBe(true);
  expect((await everything(PIA)).map(({ record }) => "text" in record && record.text)).toEqual(["canary"]);
  expect(await names()).toEqual([`nod-${PIA}`]);
});

test("who has sent everything leaves nothing", async () => {
  admit(PIA);
  await prepareHandover(PIA);
  await keepMeta(PIA, "name", "Pia");
  admit(BEN);
  await letGoOfOthers(BEN);
  expect(await names()).toEqual([]);
});

test("a phone that never had an answer keeps the unsent entries, and nothing else", async () => {
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("no network");
  });
  admit(PIA);
  await prepareHandover(PIA);
  await keepMeta(PIA, "name", "Pia");
  await enqueue(PIA, { type: "message", text: "unsent" }, 0, "UTC");
  admit(BEN);
  await letGoOfOthers(BEN);
  expect(await readMeta(PIA, "name")).toBeUndefined();
  expect((await everything(PIA)).map(({ record }) => "text" in record && record.text)).toEqual(["unsent"]);
});

test("another person's session cannot open what was left", async () => {
  admit(PIA);
  await prepareHandover(PIA);
  await enqueue(PIA, { type: "message", text: "canary" }, 0, "UTC");
  admit(BEN);
  await letGoOfOthers(BEN);
  signedIn = BEN;
  admit(PIA);
  await expect(prepareHandover(PIA)).rejects.toThrow();
  expect(await names()).toContain(`left-nod-${PIA}`);
  expect((await (await database(PIA)).db.getAll("outbox")).length).toBe(0);
});
