// The desk says what a number is made of, and a rule in words.
import { expect, test } from "vitest";
import { explainNumber, foundText, numberName, ruleText, valueText } from "../src/clinic/numbers";
import type { PlainNumber } from "../src/clinic/types";

const number = (more: Partial<PlainNumber>): PlainNumber => ({
  name: "monthly_headache_days",
  value: 6.5,
  unit: "days per 28",
  first_on: "2026-02-02",
  last_on: "2026-03-01",
  quality: "reliable",
  category: "",
  counts: { headache_days: 6, recorded_days: 26 },
  ...more,
});

test("a number names its counts, window and quality", () => {
  expect(explainNumber(number({}))).toBe("6 of 26 recorded days · Feb 2 to Mar 1 · reliable");
  expect(numberName(number({ name: "medicine_days_triptan" }))).toBe("Medicine days, triptan");
});

test.each([
  [{}, "6.5"],
  [{ quality: "estimated" }, "about 6.5"],
  [{ value: null, quality: "insufficient" }, "–"],
  [{ category: "recall", value: 14 }, "14, from recall"],
  [{ name: "change_pct", value: 46.2 }, "46.2 % fewer"],
  [{ name: "change_pct", value: -30 }, "30 % more"],
  [{ name: "change_pct", value: 0 }, "no change"],
  [{ name: "change_pct", value: 50, quality: "reliable and low baseline" }, "from a low start: 50 % fewer"],
  [{ name: "medicine_days_triptan", value: 9, category: "near" }, "at least 9, near the limit"],
  [{ name: "medicine_days", value: 12, category: "multi" }, "at least 12, a mix of ten or more"],
  [{ name: "adherence_pct", value: 76.5, category: "medium" }, "76.5 % (medium)"],
  [{ name: "mean_peak_intensity", value: 4.5, unit: "of 10" }, "4.5 of 10"],
])("%j reads %s", (more, text) => {
  expect(valueText(number(more))).toBe(text);
});

test("too few days say how many are needed", () => {
  const few = number({
    value: null,
    quality: "insufficient",
    counts: { headache_days: 3, recorded_days: 9 },
  });
  expect(explainNumber(few)).toContain("too few days recorded (14 are needed) · 3 of 9 recorded days");
});

test("a rule names its exercise", () => {
  const names = { "ccf-nod-supine": "Gentle chin nod, lying down" };
  expect(ruleText({ rule: "form_check(ccf-nod-supine) == pass" }, names)).toBe(
    "Form check passed: Gentle chin nod, lying down",
  );
  expect(ruleText({ rule: "frt_retest_deg >= 39 OR frt_side_difference < 10" }, {})).toBe(
    "Flexion-rotation test 39° or more, or sides less than 10° apart",
  );
  expect(ruleText({ rule: "something >= new" }, {})).toBe("something >= new");
  expect([foundText("89.2857"), foundText("done"), foundText("")]).toEqual(["89.3", "done", ""]);
});

test("every rule that ships is said in words", () => {
  const files = import.meta.glob("../../exercises/protocols/*.yaml", {
    eager: true,
    query: "?raw",
    import: "default",
  });
  const rules = Object.values(files).flatMap((text) => [...String(text).matchAll(/^ {6}- (.+[<>=].+)$/gm)]);
  expect(rules.length).toBeGreaterThan(40);
  for (const [, rule = ""] of rules) expect(ruleText({ rule }, {}), rule).not.toBe(rule);
});
