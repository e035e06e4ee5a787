// Drafts: there again after the app was closed at any moment, and readable nowhere.
import { beforeEach, expect, test } from "vitest";
import { admit, database, forget, wipe } from "../src/store/db";
import { draft, forgetDrafts, keepDraft, loadDrafts, settled } from "../src/store/drafts";

/** What a new start of the app knows: nothing but what lies on the phone. */
async function startAgain(user: string): Promise<void> {
  const ahead = Object.entries({ ...localStorage });
  forgetDrafts();
  for (const [key, value] of ahead) localStorage.setItem(key, value as string);
  forget();
  await loadDrafts(user);
}

beforeEach(() => localStorage.clear());

test("a draft is there again after a start, lies sealed, and leaves the page's own storage", async () => {
  await loadDrafts("a");
  keepDraft("message", "canary");
  await settled();
  expect(localStorage.length).toBe(0);
  const { db } = await database("a");
  const raw = JSON.stringify(await db.getAll("drafts"), (_, value) =>
    value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value,
  );
  expect(raw).toContain("message");
  expect(raw).not.toContain("canary");
  await startAgain("a");
  expect(draft("message")).toBe("canary");
});

test("an app that is closed right after a touch keeps it", async () => {
  await loadDrafts("b");
  keepDraft("day 2026-03-01", { headache: true });
  // Closed before anything could be sealed.
  await startAgain("b");
  expect(draft("day 2026-03-01")).toEqual({ headache: true });
  expect(localStorage.length).toBe(0);
});

test("of many quick writes the last one stays, and a forgotten draft stays forgotten", async () => {
  await loadDrafts("c");
  for (let number = 0; number < 20; number++) keepDraft("session", { number });
  keepDraft("message", "gone");
  keepDraft("message", null);
  await settled();
  await startAgain("c");
  expect(draft("session")).toEqual({ number: 19 });
  expect(draft("message")).toBeNull();
});

test("the next person on the same phone sees none of it", async () => {
  await loadDrafts("d");
  keepDraft("message", "of d");
  await settled();
  keepDraft("message", "of d, not sealed yet");
  const ahead = { ...localStorage };
  forgetDrafts();
  Object.assign(localStorage, ahead);
  await loadDrafts("e");
  expect(draft("message")).toBeNull();
  forgetDrafts();
  await wipe("d");
  admit("d");
  await loadDrafts("d");
  expect(draft("message")).toBeNull();
});
