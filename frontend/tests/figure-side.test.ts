// @vitest-environment node
import { expect, test } from "vitest";
import vectors from "../../tests/contract/figure_sides.json";
import type { Pose } from "../src/domain/plan";
import { drawnFor, type Shown, sideShown, withLimbsSwapped } from "../src/figures/side";

test.each(vectors.drawn)(
  "$figure drawn for the side “$side” as on the server",
  ({ figure, side, ...drawn }) => {
    expect(drawnFor(figure as Shown, side)).toEqual(drawn);
  },
);

test("near and far limbs change places", () => {
  expect(withLimbsSwapped(vectors.swapped as Pose)).toEqual(vectors.swap);
});

test("both sides begin with the right, and no side stays none", () => {
  expect(["each", "alternate", "left", "none", ""].map(sideShown)).toEqual([
    "right",
    "right",
    "left",
    "",
    "",
  ]);
});
