// Every sided exercise, on the phone: what is drawn is the side of the step that is counted, spoken and logged.
import { cleanup, render, waitFor } from "@testing-library/preact";
import { afterEach, expect, test } from "vitest";
import type { Dose, FigureData, PlanItem } from "../src/domain/plan";
import { layOut } from "../src/domain/timeline";
import { Figure } from "../src/figures/Figure";
import { drawnFor, type Shown, sideShown } from "../src/figures/side";

afterEach(cleanup);

const texts = import.meta.glob("../../exercises/catalog/*/poses.yaml", {
  query: "?raw",
  import: "default",
  eager: true,
}) as Record<string, string>;
const SIDED = Object.entries(texts).flatMap(([path, text]) => {
  const [, shows] = /^shows: (\w+)$/m.exec(text) ?? [];
  const [, mirrors] = /^mirrors: (\w+)$/m.exec(text) ?? [];
  return shows
    ? [{ slug: path.split("/").at(-2) ?? "", figure: { shows, ...(mirrors && { mirrors }) } }]
    : [];
});

test("there are sided exercises to look at", () => {
  expect(SIDED.map(({ slug }) => slug)).toContain("snag-c1c2-turn");
});

test.each(SIDED)("$slug is drawn on the side of every step of a session", ({ figure }) => {
  for (const side of ["left", "right", "each", "alternate"] as const) {
    const dose = { sets: 1, reps: 2, hold_seconds: 2, rest_seconds: 1, side } as Dose;
    const steps = layOut([
      { id: "1", dose, figure: { poses: [{ joints: {} }, { joints: {} }] } } as unknown as PlanItem,
    ]);
    const seen = steps.filter((step) => step.side !== "none");
    expect(new Set(seen.map((step) => step.side)).size).toBe(side === "left" || side === "right" ? 1 : 2);
    for (const step of seen) {
      const { mirrored, swaps } = drawnFor(figure as Shown, step.side);
      expect(mirrored || swaps).toBe(step.side !== figure.shows);
    }
    // While the patient gets ready, the figure shows the side that comes first.
    expect(sideShown(side)).toBe(seen[0]?.side);
  }
});

const turn: FigureData = {
  rig: "side",
  props: [],
  cues: [],
  shows: "right",
  poses: [{ joints: {} }, { joints: { "shoulder-near": -90 } }],
};

const angleOf = (frame: Element, joint: string) =>
  frame
    .querySelector(`[data-joint="${joint}"]`)
    ?.getAttribute("transform")
    ?.match(/rotate\((.*)\)/)?.[1];

test("the other side is the picture turned over, and turns back when the side changes", async () => {
  const { container, rerender } = render(<Figure figure={turn} alt="An arm" side="left" progress={1} />);
  await waitFor(() => expect(container.querySelector(".figure.mirrored svg")).not.toBeNull());
  rerender(<Figure figure={turn} alt="An arm" side="right" progress={1} />);
  expect(container.querySelector(".figure.mirrored")).toBeNull();
  expect(container.querySelector(".figure svg")).not.toBeNull();
});

test("a lying figure moves its other arm and stays where it lies", async () => {
  const lying: FigureData = { ...turn, mirrors: "limbs" };
  const { container, rerender } = render(<Figure figure={lying} alt="An arm" side="right" progress={1} />);
  await waitFor(() => expect(angleOf(container, "shoulder-near")).toBe("-90"));
  rerender(<Figure figure={lying} alt="An arm" side="left" progress={1} />);
  await waitFor(() => expect(angleOf(container, "shoulder-far")).toBe("-90"));
  expect(angleOf(container, "shoulder-near")).toBe("0");
  expect(container.querySelector(".mirrored")).toBeNull();
});

test("every screen that shows a prescribed exercise tells its figure the side", () => {
  const screens = import.meta.glob(["../src/patient/**/*.tsx", "../src/clinic/**/*.tsx"], {
    query: "?raw",
    import: "default",
    eager: true,
  }) as Record<string, string>;
  const sideless = Object.entries(screens).flatMap(([path, text]) =>
    [...text.matchAll(/<Figure\b[^>]*?figure=\{[^>]*?\/>/gs)]
      .filter(([tag]) => !tag.includes("side="))
      .map(() => path.split("/").at(-1)),
  );
  // The library is what may be prescribed, the person card shows nobody's exercise.
  expect(new Set(sideless)).toEqual(new Set(["LibrarySheet.tsx", "PersonCard.tsx"]));
});
