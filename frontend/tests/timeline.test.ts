// @vitest-environment node
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { easierItem } from "../src/domain/easier";
import type { Dose, PlanItem } from "../src/domain/plan";
import { cueAt, cueTrack } from "../src/domain/spoken";
import {
  doneBy,
  layOut,
  lengthOf,
  poseAt,
  type SessionItem,
  type Step,
  startOfItem,
  stepAt,
} from "../src/domain/timeline";
import { spokenWords } from "../src/patient/session/spoken-words";

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
  const figure = { rig: "side", props: [], cues: [], poses: [{ joints: {} }, { joints: {} }] };
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
  expect(doneBy(steps, 0, Number.POSITIVE_INFINITY)).toMatchObject({ sets: 1, reps: 1 });
});

test("a repetition counts when it is back, not before", () => {
  const steps = layOut([item({ sets: 2, reps: 1 })]);
  const firstBack = steps.find((step) => step.kind === "back");
  expect(doneBy(steps, 0, (firstBack?.end ?? 0) - 1)).toMatchObject({ sets: 0, reps: 0 });
  expect(doneBy(steps, 0, firstBack?.end ?? 0)).toMatchObject({ sets: 1, reps: 1 });
});

describe("for any session", () => {
  const doses = fc.record({
    sets: fc.integer({ min: 1, max: 4 }),
    reps: fc.integer({ min: 1, max: 8 }),
    hold_seconds: fc.integer({ min: 0, max: 30 }),
    rest_seconds: fc.integer({ min: 0, max: 20 }),
    side: fc.constantFrom("none", "each", "alternate", "left", "right"),
    type: fc.constantFrom("reps", "hold", "timed", "breathing", "contract_relax", "habit", "checklist"),
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
          expect(doneBy(steps, index, startOfItem(steps, index))).toMatchObject({ sets: 0, reps: 0 });
        });
      }),
    );
  });
});

const breath = (dose: Partial<Dose> = {}) => ({
  ...item({ type: "breathing", reps: 3, hold_seconds: 10, rest_seconds: 0, ...dose }),
  tempo: {
    get_ready_s: 20,
    moves: [
      { pose: 1, s: 4 },
      { pose: 0, s: 6 },
    ],
  },
});

test("a breath has an in and an out of its own, and is never held", () => {
  const steps = layOut([breath()]);
  expect(kinds(steps)).toBe("ready inhale exhale inhale exhale inhale exhale");
  expect(steps.slice(1, 3).map(({ start, end }) => end - start)).toEqual([4_000, 6_000]);
  const out = steps[2] as Step;
  expect([poseAt(out, out.start), poseAt(out, out.end)]).toEqual([1, 0]);
  expect(doneBy(steps, 0, out.end)).toMatchObject({ reps: 1 });
});

test("a walk warms up and slows down, and half of it counts as a part", () => {
  const walk = {
    ...item({ type: "walk", reps: 1, hold_seconds: 1_200, rest_seconds: 0 }),
    tempo: {
      get_ready_s: 20,
      moves: [
        { pose: 0, s: 180 },
        { pose: 0, s: 840 },
        { pose: 0, s: 180 },
      ],
    },
  };
  const steps = layOut([walk]);
  expect(kinds(steps)).toBe("ready warm_up brisk cool_down");
  expect(steps.slice(1).map(({ start, end }) => (end - start) / 1_000)).toEqual([180, 840, 180]);
  expect(doneBy(steps, 0, 600_000)).toEqual({ sets: 0, reps: 0, begun: true });
  const short = layOut([{ ...walk, dose: { ...walk.dose, hold_seconds: 600 } }]);
  expect(short.slice(1).map(({ start, end }) => (end - start) / 1_000)).toEqual([150, 300, 150]);
});

test("squeezing comes before letting go, which lasts as long as the rest", () => {
  const squeeze = {
    ...item({ type: "contract_relax", reps: 2, hold_seconds: 5, rest_seconds: 10 }),
    tempo: {
      moves: [
        { pose: 0, s: 5, hold: true },
        { pose: 1, s: 2 },
      ],
    },
  };
  const steps = layOut([squeeze]);
  expect(kinds(steps)).toBe("ready out hold let_go out hold let_go");
  expect(steps.slice(1, 4).map(({ start, end, to }) => [(end - start) / 1_000, to])).toEqual([
    [5, 0],
    [5, 0],
    [10, 1],
  ]);
});

test("a checklist is read out step by step", () => {
  const list = { ...item({ type: "checklist", reps: 1 }), tempo: { step_s: [10, 20, 5] } };
  const steps = layOut([list]);
  expect(kinds(steps)).toBe("ready step step step");
  expect(doneBy(steps, 0, (steps[2] as Step).end)).toMatchObject({ reps: 0, begun: true });
  expect(doneBy(steps, 0, lengthOf(steps))).toMatchObject({ sets: 1, reps: 1 });
});

test("the hold is where the pack says, and the next repetition begins where the last one ended", () => {
  const nod = {
    ...item({ reps: 1, hold_seconds: 2 }),
    tempo: {
      moves: [
        { pose: 0, s: 4, hold: true },
        { pose: 0.6, s: 4 },
        { pose: 1, s: 3 },
        { pose: 0.6, s: 3 },
      ],
    },
  };
  const steps = layOut([nod]);
  expect(kinds(steps)).toBe("ready out hold out out back");
  expect(steps.map(({ from, to }) => [from, to])).toEqual([
    [0.6, 0.6],
    [0.6, 0],
    [0, 0],
    [0, 0.6],
    [0.6, 1],
    [1, 0.6],
  ]);
});

test("who has lain down is told to sit up slowly, between exercises and at the end", () => {
  const lying = { ...item({ reps: 1 }), position: "back" };
  const sitting = { ...item({ reps: 1 }), position: "sitting" };
  const getReady = layOut([lying, lying, sitting]).filter(({ kind }) => kind === "ready");
  expect(getReady.map(({ rises }) => rises === true)).toEqual([false, false, true]);
  expect(getReady.map(({ start, end }) => end - start)).toEqual([15_000, 15_000, 25_000]);
  expect(layOut([sitting, lying]).at(-1)?.kind).toBe("rise");
});

describe("the easier version", () => {
  test("is less of the dose, and goes less far", () => {
    const usual = {
      ...item({ reps: 8, hold_seconds: 10 }),
      easier: { dose: { reps: 4, hold_seconds: 12 }, reach: 0.5 },
    };
    const easier = easierItem(usual);
    expect(easier.dose).toMatchObject({ reps: 4, hold_seconds: 10 });
    expect(layOut([easier]).find(({ kind }) => kind === "hold")?.to).toBe(0.5);
  });

  test("is another exercise, with its own words, pace and figure", () => {
    const own = { sets: 1, reps: 10, hold_seconds: 4, rest_seconds: 2, side: "none", type: "hold" } as const;
    const instead = {
      slug: "y",
      dose: own,
      words: { en: { ...words, name: "Y" }, es: words },
      figure: item({}).figure,
    };
    const easier = easierItem({ ...item({ reps: 5, side: "each" }), easier: { exercise: instead } });
    expect(easier.words.en.name).toBe("Y");
    expect(easier.dose).toMatchObject({ reps: 5, hold_seconds: 3, side: "none", type: "hold" });
    expect(easier.id).toBe("x");
  });

  test("lowers the cuff's target, not below the least the dial is read at", () => {
    const cuff = (target_mmhg: number) =>
      easierItem({ ...item({ target_mmhg }), easier: { target_down: 2 } });
    expect([cuff(24).dose.target_mmhg, cuff(20).dose.target_mmhg]).toEqual([22, 20]);
  });

  test("is easier even where the therapist has prescribed as little, or the phone knows no version", () => {
    expect(easierItem({ ...item({ reps: 4 }), easier: { dose: { reps: 4 } } }).dose.reps).toBe(2);
    expect(easierItem(item({ reps: 4 })).dose.reps).toBe(2);
  });
});

describe("what was finished before the version was changed", () => {
  const changed: SessionItem = { ...item({ sets: 2, reps: 4 }), before: 5 };
  test("is not done again, and stays counted", () => {
    const steps = layOut([changed]);
    const first = steps.find((step) => step.rep > 0);
    expect([first?.set, first?.rep]).toEqual([2, 2]);
    expect(doneBy(steps, 0, 0, changed)).toMatchObject({ sets: 1, reps: 5 });
    expect(doneBy(steps, 0, lengthOf(steps), changed)).toMatchObject({ sets: 2, reps: 8 });
  });
});

test("both sides are named aloud, and each once when it begins", () => {
  const lines = {
    ...words,
    name: "Lean",
    start: "Hold on with your right hand.",
    say: ["Lean left.", "Come up."],
  };
  const both = { ...item({ side: "each", reps: 1 }), words: { en: lines, es: lines } };
  const steps = layOut([both]);
  const said = cueTrack([both], steps, "en", spokenWords.en).map(({ text }) => text);
  expect(said).toEqual([
    "Lean. Hold on with your right hand.",
    "Ready.",
    "Lean left.",
    "Hold.",
    "Come up.",
    "Switch sides. Hold on with your left hand.",
    "Lean right.",
    "Hold.",
    "Come up.",
  ]);
});

test("after a locked phone the words are those of the moment", () => {
  const cues = [
    { at: 0, text: "a" },
    { at: 5_000, text: "b" },
  ];
  expect([cueAt(cues, 4_999)?.text, cueAt(cues, 5_000)?.text, cueAt(cues, 9e9)?.text]).toEqual([
    "a",
    "b",
    "b",
  ]);
  expect(cueAt([], 0)).toBeNull();
});
