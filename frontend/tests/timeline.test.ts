import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Dose, PlanItem } from "../src/domain/plan";
import { doneBy, layOut, lengthOf, type Step, startOfItem, stepAt } from "../src/domain/timeline";

const words = {
  name: "",
  cue: "",
  start: "",
  steps: [],
  feel: "",
  mistakes: [],
  stop_if: "",
  easier: "",
  alt: "",
};

function item(dose: Partial<Dose>): PlanItem {
  const full: Dose = {
    sets: 1,
    reps: 2,
    hold_seconds: 3,
    rest_seconds: 1,
    per_day: 1,
    days_week: 7,
    side: "none",
    type: "reps",
    note: "",
    ...dose,
  };
  const figure = { rig: "side", props: [], cues: [], poses: [] };
  return { id: "x", exercise: "x", dose: full, words: { en: words, es: words }, figure };
}

const kinds = (steps: Step[]) => steps.map((step) => step.kind).join(" ");

test("a repetition goes out, holds, comes back and rests", () => {
  expect(kinds(layOut([item({})]))).toBe("ready out hold back rest out hold back");
});

test("each side: all of one side, a switch, all of the other", () => {
  const steps = layOut([item({ side: "each", reps: 1 })]);
  expect(kinds(steps)).toBe("ready out hold back switch out hold back");
  expect(steps.map((step) => step.side).slice(1)).toEqual([
    "right",
    "right",
    "right",
    "left",
    "left",
    "left",
    "left",
  ]);
});

test("alternate: one repetition is a left-right pair", () => {
  const steps = layOut([item({ side: "alternate", reps: 1 })]);
  expect(steps.filter((step) => step.kind === "hold").map((step) => step.side)).toEqual(["right", "left"]);
  expect(doneBy(steps, 0, Number.POSITIVE_INFINITY)).toEqual({ sets: 1, reps: 1 });
});

test("a repetition counts when it is back, not before", () => {
  const steps = layOut([item({ sets: 2, reps: 1 })]);
  const firstBack = steps.find((step) => step.kind === "back");
  expect(doneBy(steps, 0, (firstBack?.end ?? 0) - 1)).toEqual({ sets: 0, reps: 0 });
  expect(doneBy(steps, 0, firstBack?.end ?? 0)).toEqual({ sets: 1, reps: 1 });
});

describe("for any session", () => {
  const doses = fc.record({
    sets: fc.integer({ min: 1, max: 4 }),
    reps: fc.integer({ min: 1, max: 8 }),
    hold_seconds: fc.integer({ min: 0, max: 30 }),
    rest_seconds: fc.integer({ min: 0, max: 20 }),
    side: fc.constantFrom("none", "each", "alternate", "left", "right"),
  });
  const sessions = fc
    .array(doses, { minLength: 1, maxLength: 4 })
    .map((all) => all.map((dose) => item(dose as Dose)));

  test("steps follow each other without gap or overlap", () => {
    fc.assert(
      fc.property(sessions, (items) => {
        const steps = layOut(items);
        let at = 0;
        for (const step of steps) {
          expect(step.start).toBe(at);
          expect(step.end).toBeGreaterThan(step.start);
          at = step.end;
        }
        expect(at).toBe(lengthOf(steps));
      }),
    );
  });

  test("halving finds the same step as looking at each", () => {
    fc.assert(
      fc.property(sessions, fc.nat(2_000_000), (items, position) => {
        const steps = layOut(items);
        const plain = steps.find((step) => step.start <= position && position < step.end) ?? null;
        expect(stepAt(steps, position)).toBe(plain);
      }),
    );
  });

  test("the end has every set and repetition done, the start of an item none of it", () => {
    fc.assert(
      fc.property(sessions, (items) => {
        const steps = layOut(items);
        items.forEach(({ dose }, index) => {
          expect(doneBy(steps, index, lengthOf(steps)).sets).toBe(dose.sets);
          expect(doneBy(steps, index, startOfItem(steps, index))).toEqual({ sets: 0, reps: 0 });
        });
      }),
    );
  });
});
