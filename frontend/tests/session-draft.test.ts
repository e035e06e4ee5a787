// @vitest-environment node
import { expect, test } from "vitest";
import { withoutHeld } from "../src/patient/session/held";
import { backTo, itemsOf, withVersion } from "../src/patient/session/items";
import { type Draft, goOn, pause, positionOf, seek, takenUp } from "../src/patient/session/unfinished";

const draft: Draft = {
  version_id: "v",
  slot: "evening",
  occurred_on: "2026-03-10",
  items: [],
  startedAt: 1_000,
  origin: 1_000,
  pausedAt: null,
  notes: {},
};

test("the position follows from timestamps, however long nobody looked", () => {
  expect(positionOf(draft, 1_000)).toBe(0);
  expect(positionOf(draft, 301_000)).toBe(300_000);
});

test("a pause stands still, and going on continues there", () => {
  const paused = pause(draft, 11_000);
  expect(positionOf(paused, 999_000)).toBe(10_000);
  expect(positionOf(goOn(paused, 500_000), 500_250)).toBe(10_250);
});

test("a jump while paused stays paused", () => {
  const jumped = seek(pause(draft, 11_000), 60_000, 12_000);
  expect(positionOf(jumped, 900_000)).toBe(60_000);
  expect(positionOf(seek(draft, 60_000, 12_000), 13_000)).toBe(61_000);
});

test("a clock set back never gives a negative position", () => {
  expect(positionOf(draft, 0)).toBe(0);
});

test("what ran on while the app was closed does not count as done", () => {
  const running = { ...draft, aliveAt: 31_000 };
  expect(positionOf(takenUp(running, 40_000), 41_000)).toBe(40_000);
  expect(positionOf(takenUp(running, 500_000), 600_000)).toBe(30_000);
});

const dose = { sets: 1, reps: 2, hold_seconds: 3, rest_seconds: 0, side: "none" };
const figure = { poses: [{}, {}] };
const words = { en: { steps: [] }, es: { steps: [] } };
const tempo = {
  get_ready_s: 10,
  moves: [
    { pose: 1, s: 2, hold: true },
    { pose: 0, s: 1 },
  ],
};
const item = (exercise: string) => ({ id: exercise, exercise, dose, figure, words, tempo }) as never;
const session: Draft = { ...draft, items: [item("nod"), item("turn"), item("sit")] };
/** Of the second exercise: each is 10 s to get ready, and two repetitions of 6 s. */
const SECOND = 22_000;

test("what is held lies ahead and is taken out, and the position stays", () => {
  const left = withoutHeld(session, new Set(["turn"]), 6_000);
  expect(left.items.map((each) => each.exercise)).toEqual(["nod", "sit"]);
  expect(positionOf(left, 6_000)).toBe(5_000);
});

test("what is held while it is done is left where it stands", () => {
  const now = 1_000 + SECOND + 9_000;
  const left = withoutHeld(session, new Set(["turn"]), now);
  expect(left.items).toHaveLength(3);
  expect(left.notes.turn).toEqual({ skipped: "other", leftAt: SECOND + 9_000 });
  expect(positionOf(left, now)).toBe(SECOND + 22_000);
});

test("what was done before it was held stays done", () => {
  const now = 1_000 + SECOND + 1_000;
  expect(withoutHeld(session, new Set(["nod"]), now)).toBe(session);
});

test("the easier version begins with getting ready, and what was finished stays finished", () => {
  const now = 1_000 + SECOND + 17_000;
  const easier = withVersion(session, 1, true, now);
  expect(easier.notes.turn).toEqual({ easier: true, before: 1 });
  expect(itemsOf(easier)[1]).toMatchObject({ easierChosen: true, before: 0, dose: { reps: 1 } });
  expect(positionOf(easier, now)).toBe(SECOND);
  const usual = withVersion(easier, 1, false, now);
  expect(itemsOf(usual)[1]?.easierChosen).toBeUndefined();
});

test("an item that was left and is gone back to is taken up anew", () => {
  const left: Draft = { ...session, notes: { nod: { skipped: "pain", leftAt: 3_000, pain: 6 } } };
  const back = backTo(left, 0, 0, 30_000);
  expect(back.notes.nod).toEqual({ pain: 6 });
  expect(positionOf(back, 30_000)).toBe(0);
});
