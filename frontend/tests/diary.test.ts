// @vitest-environment node
import { expect, test } from "vitest";
import { changesBetween, withUnsent } from "../src/domain/diary";

test("only what changed is written", () => {
  const before = { headache: true, peak_intensity: 4 };
  expect(changesBetween(before, { headache: true, peak_intensity: 6 })).toEqual({ peak_intensity: 6 });
  expect(changesBetween(before, before)).toEqual({});
});

test("an answer taken back is written as null", () => {
  expect(changesBetween({ headache: true, peak_intensity: 4 }, { headache: false })).toEqual({
    headache: false,
    peak_intensity: null,
  });
});

test("unsent writings lie on top of what the server said, and become the heads", () => {
  const day = { occurred_on: "2026-03-10", fields: { headache: true }, heads: ["a"] };
  const unsent = [
    { id: "b", occurred_on: "2026-03-10", parents: ["a"], changes: { peak_intensity: 5 } },
    { id: "c", occurred_on: "2026-03-11", parents: [], changes: { headache: false } },
  ];
  expect(withUnsent(day, "2026-03-10", unsent)).toEqual({
    occurred_on: "2026-03-10",
    fields: { headache: true, peak_intensity: 5 },
    heads: ["b"],
  });
});
