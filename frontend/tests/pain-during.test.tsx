// The question after a session, and what becomes of its answer: each exercise's pain, or nothing when nothing was said.
import { cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { setLanguage } from "../src/i18n";
import { FinishForm } from "../src/patient/session/FinishForm";
import { withPain } from "../src/patient/session/record";

const log = (item_id: string, more: object = {}) =>
  ({ item_id, outcome: "done", sets_done: 1, reps_done: 10, ...more }) as const;
const pains = (exercises: { pain?: number | null }[]) => exercises.map(({ pain }) => pain);

beforeAll(() => setLanguage("en"));
afterEach(cleanup);

test("no pain is 0 in each exercise that was done, and nothing in one that was not", () => {
  const exercises = [log("nod"), log("turn", { outcome: "partly" }), log("row", { outcome: "skipped" })];
  expect(pains(withPain(exercises, { pain: 0, hurt: [] }))).toEqual([0, 0, undefined]);
});

test("no answer stays unknown, and what was said in the middle is kept", () => {
  const exercises = [log("nod"), log("turn", { pain: 4 })];
  expect(pains(withPain(exercises, { pain: null, hurt: [] }))).toEqual([undefined, 4]);
  expect(pains(withPain(exercises, { pain: 0, hurt: [] }))).toEqual([0, 4]);
});

test("pain belongs to those that were named; to all when none was", () => {
  const exercises = [log("nod"), log("turn"), log("row", { outcome: "skipped" })];
  expect(pains(withPain(exercises, { pain: 5, hurt: ["turn"] }))).toEqual([0, 5, undefined]);
  expect(pains(withPain(exercises, { pain: 5, hurt: [] }))).toEqual([5, 5, undefined]);
  expect(pains(withPain(exercises, { pain: 5, hurt: ["row"] }))).toEqual([5, 5, undefined]);
});

const done = [
  { id: "nod", name: "Nod", pain: undefined },
  { id: "turn", name: "Turn", pain: undefined },
];

function form(asked: Parameters<typeof FinishForm>[0]["done"] = done) {
  const onSave = vi.fn(async () => {});
  render(<FinishForm done={asked} onSave={onSave} />);
  return {
    tap: (name: string) => fireEvent.click(screen.getByRole("button", { name })),
    saved: () => {
      fireEvent.click(screen.getByRole("button", { name: "Save session" }));
      return (onSave.mock.calls as unknown[][])[0]?.[1];
    },
  };
}

test("no pain is one tap, and nothing more is asked", () => {
  const { tap, saved } = form();
  tap("No pain");
  expect(screen.queryByText("Which ones hurt?")).toBeNull();
  expect(saved()).toEqual({ pain: 0, hurt: [] });
});

test("which exercises is asked only when it hurt", () => {
  const { saved } = form();
  fireEvent.click(screen.getAllByRole("button", { name: "4" })[0] as HTMLElement);
  fireEvent.click(screen.getByRole("button", { name: "Turn" }));
  expect(saved()).toEqual({ pain: 4, hurt: ["turn"] });
});

test("what was tapped under It hurts is there already", () => {
  const { saved } = form([{ id: "nod", name: "Nod", pain: 6 }, ...done.slice(1)]);
  expect(saved()).toEqual({ pain: 6, hurt: ["nod"] });
});

test("nothing done, nothing asked", () => {
  form([]);
  expect(screen.queryByText("Pain during these exercises")).toBeNull();
});
