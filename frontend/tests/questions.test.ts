// @vitest-environment node
// The weekly questions come on the phone on the days on which the server reminds of them.
import { expect, test } from "vitest";
import vectors from "../../tests/contract/weekly_questions.json";
import { isMeasureDue, MEASURES } from "../src/domain/measures";
import { checkDue } from "../src/domain/safety";
import { has, toggled } from "../src/domain/weekdays";

interface Vector {
  name: string;
  today: string;
  program_start: string | null;
  last: Record<string, string>;
  every_days: Record<string, number>;
  due: boolean;
}

const VECTORS = vectors as Vector[];

test.each(VECTORS)("$name", ({ today, program_start: programStart, last, every_days, due }) => {
  const checkedOn = last.safety ? [last.safety] : [];
  const asked = checkDue({ today, checkedOn, programStart, day: {} }) !== null;
  const rated = MEASURES.some(
    (measure) =>
      programStart !== null &&
      isMeasureDue({ measure, today, programStart, last: last[measure], everyDays: every_days[measure] }),
  );
  expect(asked || rated).toBe(due);
});

test("a reminder keeps at least one day", () => {
  const sunday = 0b1000000;
  expect(toggled(sunday, 6)).toBe(sunday);
  expect(toggled(sunday, 0)).toBe(0b1000001);
  expect(has(toggled(sunday, 0), 0)).toBe(true);
  expect(has(sunday, 0)).toBe(false);
});
