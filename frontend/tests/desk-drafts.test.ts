// What was typed on the desk: readable only with the key of the person who typed it, and gone at sign-out.
import { waitFor } from "@testing-library/preact";
import { beforeEach, expect, test, vi } from "vitest";
import {
  closeDrafts,
  draftOf,
  dropAllDrafts,
  keepDraft,
  openDrafts,
  renewDraftId,
  unsent,
} from "../src/clinic/sealed-drafts";
import { json } from "./fake-server";

const NOTE = "Called about the headache on Tuesday.";
let keys: Record<string, string>;
let asking = "";

async function open(user: string): Promise<void> {
  asking = user;
  await openDrafts(user);
}

/** Wait until what was kept lies sealed, or is gone. */
async function lies(count: number): Promise<string> {
  await waitFor(() => expect(localStorage.length).toBe(count));
  return JSON.stringify({ ...localStorage });
}

beforeEach(() => {
  localStorage.clear();
  closeDrafts();
  keys = { tara: btoa("t".repeat(32)), tom: btoa("o".repeat(32)) };
  vi.stubGlobal("fetch", async () => json({ key: keys[asking] }));
});

test("it is there again after a reload, and lies sealed", async () => {
  await open("tara");
  keepDraft("pia note", NOTE);
  expect(await lies(1)).not.toContain("headache");
  const { id } = draftOf("pia note") ?? {};
  closeDrafts();
  expect(draftOf("pia note")).toBeNull();
  await open("tara");
  expect(draftOf("pia note")).toMatchObject({ value: NOTE, id });
  expect(draftOf("otto note")).toBeNull();
});

test("nobody else reads it, and a changed key drops it", async () => {
  await open("tara");
  keepDraft("pia note", NOTE);
  await lies(1);
  await open("tom");
  expect(draftOf("pia note")).toBeNull();
  await lies(1);
  keys.tara = btoa("x".repeat(32));
  await open("tara");
  expect(draftOf("pia note")).toBeNull();
  await lies(0);
});

test("it is gone when it was sent, after a week, and at sign-out", async () => {
  await open("tara");
  keepDraft("pia note", NOTE);
  expect(unsent.value.size).toBe(1);
  keepDraft("pia note", null);
  await lies(0);
  expect(unsent.value.size).toBe(0);

  keepDraft("pia note", NOTE);
  await lies(1);
  vi.spyOn(Date, "now").mockReturnValue(Date.now() + 8 * 86_400_000);
  await open("tara");
  vi.restoreAllMocks();
  await lies(0);

  keepDraft("pia note", NOTE);
  keepDraft("pia message", NOTE);
  await lies(2);
  dropAllDrafts();
  await lies(0);
});

test("it is sent under one id until that was taken by what it said before", async () => {
  await open("tara");
  keepDraft("pia note", NOTE);
  const first = draftOf("pia note")?.id;
  keepDraft("pia note", `${NOTE} Again.`);
  expect(draftOf("pia note")?.id).toBe(first);
  renewDraftId("pia note");
  expect(draftOf("pia note")?.id).not.toBe(first);
});
