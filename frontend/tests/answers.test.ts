// @vitest-environment node
// What answers do to the program at once: the phone is held to the server's vectors (tests/backend/programs/).
import { expect, test } from "vitest";
import vectors from "../../tests/contract/answers.json";
import { afterAnswers, proposedBy } from "../src/domain/answers";
import type { Plan, PlanItem } from "../src/domain/plan";
import { type Block, pagesOf, URGENCIES } from "../src/domain/safety";

const NECK_CORE = [
  "acute_fracture",
  "cervical_instability",
  "cervical_myelopathy",
  "vertebral_artery_symptoms",
  "recent_surgery",
];
const NO_WORDS = { en: "", es: "" };
const blocks: Block[] = URGENCIES.map((urgency) => ({
  urgency,
  advice: NO_WORDS,
  questions: Object.entries(vectors.questions)
    .filter(([, question]) => question.urgency === urgency)
    .map(([id, { sets_tags }]) => ({ id, text: NO_WORDS, sets_tags })),
}));

function planOf(overridden: Record<string, string[]>): Plan {
  const left = (name: string, tags: string[]) =>
    tags
      .flatMap((tag) => (tag === "NECK_CORE" ? NECK_CORE : [tag]))
      .filter((tag) => !overridden[name]?.includes(tag));
  const items = Object.entries(vectors.exercises).map(([exercise, content]) => ({
    id: exercise,
    exercise,
    gentle: content.gentle,
    against: left(exercise, content.contraindications),
    words: { en: { name: exercise }, es: { name: exercise } },
  })) as unknown as PlanItem[];
  return { items, against: left("template", ["recent_trauma_uncleared"]), held_items: [] } as unknown as Plan;
}

test.each(vectors.cases)("contract: $name", ({ yes, overridden, held, gentle }) => {
  const plan = planOf(overridden as Record<string, string[]>);
  const after = afterAnswers(plan, proposedBy(blocks, new Set(yes)), gentle);
  expect(after.held_items?.map(({ exercise }) => exercise).sort()).toEqual([...held].sort());
  const left = after.items.map(({ exercise }) => exercise);
  expect([...left, ...held].sort()).toEqual(Object.keys(vectors.exercises).sort());
});

test("the flare program loses what an answer speaks against, and goes when nothing is left", () => {
  const item = (exercise: string, against: string[]) => ({ exercise, against });
  const of = (...items: unknown[]) => ({ items: [], flare: { days: 3, items } }) as unknown as Plan;
  const both = of(item("turn", ["cervical_instability"]), item("breathe", []));
  const tags = new Set(["cervical_instability"]);
  expect(afterAnswers(both, tags, false).flare?.items.map(({ exercise }) => exercise)).toEqual(["breathe"]);
  expect(afterAnswers(of(item("turn", ["cervical_instability"])), tags, false).flare).toBeNull();
  expect(afterAnswers(both, new Set(), true)).toBe(both);
});

test("a plan from a server of before stays as it is", () => {
  const plan = { items: [{ exercise: "nod" }] } as unknown as Plan;
  expect(afterAnswers(plan, new Set(["cervical_instability"]), true)).toBe(plan);
});

test("questions come a few at a time, the most urgent first, and none is lost", () => {
  const block = (urgency: Block["urgency"], count: number): Block => ({
    urgency,
    advice: NO_WORDS,
    questions: Array.from({ length: count }, (_, place) => ({ id: `${urgency}${place}`, text: NO_WORDS })),
  });
  const all = [block("emergency", 18), block("same_day", 6), block("therapist", 1)];
  const pages = pagesOf(all);
  expect(pages.map(({ urgency, questions }) => [urgency, questions.length])).toEqual([
    ["emergency", 5],
    ["emergency", 5],
    ["emergency", 5],
    ["emergency", 3],
    ["same_day", 3],
    ["same_day", 3],
    ["therapist", 1],
  ]);
  const ids = (list: Block[]) => list.flatMap(({ questions }) => questions.map(({ id }) => id));
  expect(ids(pages)).toEqual(ids(all));
});
