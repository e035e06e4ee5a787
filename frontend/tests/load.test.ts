// @vitest-environment node
import { expect, test } from "vitest";
import contract from "../../tests/contract/load.json";
import { minutesADay, minutesOnce } from "../src/domain/load";
import type { Wire } from "../src/wire/shapes";

test.each(contract.cases)("contract: $name", ({ minutes, name: _, ...dose }) => {
  expect(minutesADay({ ...dose, side: dose.side as Wire<"SideCode"> })).toBe(minutes);
});

test("several doses are added before they are rounded", () => {
  const dose = { sets: 1, reps: 1, hold_seconds: 27, rest_seconds: 0, per_day: 2, side: "none" as const };
  expect(minutesOnce([dose, dose])).toBe(1);
});
