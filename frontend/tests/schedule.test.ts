// @vitest-environment node
import { expect, test } from "vitest";
import contract from "../../tests/contract/schedule.json";
import { dueSlots } from "../src/domain/schedule";

test.each(contract.cases)("contract: $name", ({ per_day, days_week, start_on, on, due }) => {
  expect(dueSlots({ per_day, days_week }, start_on, on)).toEqual(due);
});
