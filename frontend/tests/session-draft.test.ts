import { expect, test } from "vitest";
import { type Draft, goOn, pause, positionOf, seek, takenUp } from "../src/patient/session/draft";

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
