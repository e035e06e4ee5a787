// @vitest-environment node
import { expect, test } from "vitest";
import contract from "../../tests/contract/sided_words.json";
import type { Language } from "../src/domain/plan";
import { forOtherSide, forSide } from "../src/domain/sided-words";

test.each(contract.cases)("contract: $right", ({ language, right, left }) => {
  expect(forOtherSide(right, language as Language)).toBe(left);
  expect(forOtherSide(left, language as Language)).toBe(right);
  for (const side of ["none", "right", "each", "alternate"] as const)
    expect(forSide(right, side, language as Language)).toBe(right);
});
