// @vitest-environment node
// When the phone offers the flare program, and what a flare that was begun asks of each day.
import { expect, test } from "vitest";
import { addDays } from "../src/domain/dates";
import { isFlare } from "../src/domain/flare";
import { flareDay, flareStage } from "../src/domain/flare-stage";
import type { DiaryDay } from "../src/domain/headache-days";

const TODAY = "2026-03-10";
const back = (days: number) => addDays(TODAY, -days);

test.each([
  [[], null],
  [[0], "flare"],
  [[2], "flare"],
  [[3], "half"],
  [[5], "half"],
  [[6], null],
  // Followed on each day: it began on the first.
  [[4, 3, 2], "half"],
  // A second flare, after the first was over.
  [[12, 11, 10, 1], "flare"],
])("followed %s days ago asks for %s", (followed, stage) => {
  expect(flareStage(flareDay((followed as number[]).map(back), TODAY, 3), 3)).toBe(stage);
});

function diary(before: number, recorded: number, week: number): DiaryDay[] {
  const day = (on: string, headache: boolean): DiaryDay => ({
    on,
    headache,
    peak: null,
    minutes: null,
    medicines: [],
  });
  return [
    ...Array.from({ length: recorded }, (_, n) => day(back(7 + n), n < before)),
    ...Array.from({ length: 7 }, (_, n) => day(back(n), n < week)),
  ];
}

test.each([
  // 8 of 28 days are 2 a week: 4 are 2 above.
  [8, 28, 4, true],
  [8, 28, 3, false],
  [0, 28, 2, true],
  [0, 28, 1, false],
  // 4 of 14 are 2 a week, too.
  [4, 14, 4, true],
  // What is usual is not known.
  [0, 13, 7, false],
])("%i of %i days before, %i in the week: %s", (before, recorded, week, expected) => {
  expect(isFlare({ days: diary(before, recorded, week), neckPain: new Map(), today: TODAY })).toBe(expected);
});

test.each([
  [[0, 1], true],
  [[1, 2], true],
  [[0], false],
  [[0, 2], false],
  [[2, 3], false],
])("neck pain of 6 on the days %s ago: %s", (aching, expected) => {
  const neckPain = new Map((aching as number[]).map((days) => [back(days), 6]));
  expect(isFlare({ days: [], neckPain, today: TODAY })).toBe(expected);
});
