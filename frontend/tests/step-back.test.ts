// @vitest-environment node
// What the desk drafts when exercises hurt: the easier exercise where there is one, half the dose elsewhere.
import { expect, test } from "vitest";
import { halved, steppedBack } from "../src/domain/step-back";

const line = (exercise: string, more: object = {}) => ({
  exercise,
  sets: 1,
  reps: 10,
  hold_seconds: 10,
  per_day: 2,
  days_week: 7,
  type: "reps",
  ...more,
});
const none = () => null;

test("sets are halved first, then repetitions, then the time held; rounded up", () => {
  expect(halved({ sets: 3, reps: 10, hold_seconds: 5 })).toEqual({ sets: 2, reps: 10, hold_seconds: 5 });
  expect(halved({ sets: 1, reps: 5, hold_seconds: 5 })).toEqual({ sets: 1, reps: 3, hold_seconds: 5 });
  expect(halved({ sets: 1, reps: 1, hold_seconds: 900 })).toEqual({ sets: 1, reps: 1, hold_seconds: 450 });
});

test("what hurt becomes its easier exercise, as often as before; the rest stays", () => {
  const nod = line("nod", { per_day: 1, days_week: 3 });
  const found = steppedBack([line("hold"), line("turn")], ["hold"], () => nod);
  expect(found).toEqual([{ ...nod, per_day: 2, days_week: 7 }, line("turn")]);
});

test("without an easier exercise the dose is halved", () => {
  const found = steppedBack([line("hold"), line("turn")], ["hold"], none);
  expect(found.map(({ reps }) => reps)).toEqual([5, 10]);
});

test("only worse afterwards: every dose is halved, habits and checklists aside", () => {
  const found = steppedBack([line("hold"), line("sit", { type: "habit" })], [], none);
  expect(found.map(({ reps }) => reps)).toEqual([5, 10]);
  // An exercise that is no longer in the program names none.
  expect(steppedBack([line("hold")], ["gone"], none).map(({ reps }) => reps)).toEqual([5]);
});
