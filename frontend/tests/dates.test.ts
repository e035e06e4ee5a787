// @vitest-environment node
import { expect, test } from "vitest";
import { addDays, daysBetween, isoWithOffset, localDate } from "../src/domain/dates";

const LATE = Date.parse("2026-03-11T03:30:00Z");

test("a date is the one on the patient's wall", () => {
  expect(localDate(LATE, "America/Chicago")).toBe("2026-03-10");
  expect(localDate(LATE, "Asia/Tokyo")).toBe("2026-03-11");
});

test("days are counted across changes of the clock", () => {
  expect(addDays("2026-03-28", 2)).toBe("2026-03-30");
  expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
  expect(daysBetween("2026-10-26", "2026-10-24")).toBe(-2);
});

test.each([
  ["America/Chicago", "2026-03-10T22:30:00-05:00"],
  ["Asia/Kolkata", "2026-03-11T09:00:00+05:30"],
  ["Pacific/Apia", "2026-03-11T16:30:00+13:00"],
  ["UTC", "2026-03-11T03:30:00+00:00"],
])("an instant keeps its wall clock and offset in %s", (zone, written) => {
  expect(isoWithOffset(LATE, zone)).toBe(written);
  expect(Date.parse(written)).toBe(LATE);
});
