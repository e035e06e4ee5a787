// @vitest-environment node
// The numbers against vectors derived by hand from the definitions; the server runs the same.
import { expect, test } from "vitest";
import activities from "../../tests/contract/activity.json";
import adherenceCases from "../../tests/contract/adherence.json";
import attacks from "../../tests/contract/attacks.json";
import headacheDays from "../../tests/contract/headache_day.json";
import medicineCases from "../../tests/contract/medicine_days.json";
import monthly from "../../tests/contract/monthly_headache_days.json";
import decimals from "../../tests/contract/one_decimal.json";
import responses from "../../tests/contract/response.json";
import { activity } from "../src/domain/activity";
import { minutesByDate, promotedDate } from "../src/domain/attack-days";
import { addDays } from "../src/domain/dates";
import { type DiaryDay, isHeadacheDay, last28Days } from "../src/domain/headache-days";
import { medicineUse } from "../src/domain/medicine-days";
import { oneDecimal, type Ratio, ratio } from "../src/domain/ratio";
import { findResponse } from "../src/domain/response";
import { adherence, type SlotLog } from "./adherence";

const LAST = "2026-03-01";
const START = "2026-02-02";

function day(on: string, headache: boolean | null, more: Partial<DiaryDay> = {}): DiaryDay {
  return { on, headache, peak: null, minutes: null, medicines: [], ...more };
}

function exact(pair: number[] | null): Ratio | null {
  return pair && ratio(pair[0] ?? 0, pair[1]);
}

/** Dates of spans that count back from the last closed date. */
function datesOf(spans: number[][]): string[] {
  return spans.flatMap(([first = 0, last = 0]) =>
    Array.from({ length: last - first + 1 }, (_, n) => addDays(LAST, -(first + n))),
  );
}

test.each(headacheDays)("headache day: $name", ({ day: given, min_minutes, counts }) => {
  const { headache, duration_min: minutes, medicines } = given;
  const setting = min_minutes === undefined ? {} : { minMinutes: min_minutes };
  expect(isHeadacheDay(day(LAST, headache, { minutes, medicines, ...setting }))).toBe(counts);
});

test.each(monthly)("monthly headache days: $name", ({ recorded, headache, quality, shown }) => {
  const days = Array.from({ length: recorded }, (_, n) => day(addDays(LAST, -n), n < headache));
  const found = last28Days(days, LAST);
  expect([found.headacheDays, found.recordedDays, found.quality, oneDecimal(found.monthly)]).toEqual([
    headache,
    recorded,
    quality,
    shown,
  ]);
});

test.each(responses)("response: $name", ({ baseline, current, change_pct, category, low_baseline }) => {
  const found = findResponse(exact(baseline), exact(current));
  expect([oneDecimal(found.changePct), found.category, found.lowBaseline]).toEqual([
    change_pct,
    category,
    low_baseline,
  ]);
});

test.each(medicineCases)("medicine days: $name", ({ use, headaches, expected }) => {
  const used = Object.entries(use as Record<string, number[][]>).map(
    ([name, spans]) => [name, datesOf(spans)] as const,
  );
  const ached = datesOf(headaches);
  const dates = [...new Set([...ached, ...used.flatMap(([, on]) => on)])];
  const days = dates.map((on) =>
    day(on, ached.includes(on), {
      medicines: used.filter(([, taken]) => taken.includes(on)).map(([name]) => name),
    }),
  );
  const { days: counts, anyDays, levels, mixed, sustained, pattern } = medicineUse(days, LAST);
  expect({ days: counts, any: anyDays, flags: levels, multi: mixed, sustained, pattern }).toEqual(expected);
});

test.each(adherenceCases)("adherence: $name", ({ items, logs, window, holds, expected }) => {
  const on = (days = 0) => addDays(START, days);
  const found = adherence(items, logs.map(({ day: at, ...log }) => ({ ...log, on: on(at) })) as SlotLog[], {
    start: START,
    first: on(window[0]),
    last: on(window[1]),
    holds: holds.map(([held, until]) => [on(held), on(until)]),
  });
  expect({
    prescribed: oneDecimal(found.prescribed),
    credit: oneDecimal(found.credit),
    pct: oneDecimal(found.pct),
    band: found.band,
  }).toEqual(expected);
});

test.each(decimals)("$value shows as $shown", ({ value, shown }) => {
  expect(oneDecimal(exact(value))).toBe(shown);
});

test.each(activities)("activity: $name", ({ logged, window, active_days, best_run }) => {
  const on = (days = 0) => addDays(START, days);
  const found = activity(logged.map(on), on(window[0]), on(window[1]));
  expect(found).toEqual({ activeDays: active_days, bestRun: best_run });
});

test.each(attacks)("attack: $name", ({ zone, start, end, minutes, promoted }) => {
  const found = minutesByDate(start, end, zone);
  expect(Object.fromEntries(found)).toEqual(minutes);
  expect(promotedDate(found)).toBe(promoted);
});

test("an attack must last", () => {
  expect(() => minutesByDate("2026-03-03T10:00", "2026-03-03T10:00", "UTC")).toThrow("ends after it starts");
  expect(() => minutesByDate("2026-03-03T10:00", "2026-03-03T09:59", "UTC")).toThrow("ends after it starts");
});
