// @vitest-environment node
// The desk says what a number is made of, and a rule in words.
import { expect, test } from "vitest";
import cases from "../../tests/contract/number_words.json";
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
  expect(numberName(number({ name: "severe_days", counts: { severe_from: 7 } }))).toBe(
    "Severe days (7 or more)",
  );
  // As an earlier version counted it.
  expect(numberName(number({ name: "severe_days", counts: {} }))).toBe("Severe days");
});

// The paper report runs the same cases: tests/backend/reports/test_words.py.
test.each(cases)("$number.name reads $value", (each) => {
  const given = number(each.number);
  expect([numberName(given), valueText(given)]).toEqual([each.name, each.value]);
});

test("too few days say how many are needed", () => {
  const few = number({
    value: null,
    quality: "insufficient",
    counts: { headache_days: 3, recorded_days: 9, needed_days: 14 },
  });
  expect(explainNumber(few)).toContain("too few days recorded (14 are needed) · 3 of 9 recorded days");
});

test("a rule names its exercise", () => {
  const names = { "ccf-nod-supine": "Gentle chin nod, lying down" };
  expect(ruleText({ rule: "form_check(ccf-nod-supine) == pass" }, names)).toBe(
    "Form check passed: Gentle chin nod, lying down",
  );
  expect(ruleText({ rule: "frt_retest_deg >= 39 OR open_red_flags == 0" }, {})).toBe(
    "Flexion-rotation test 39° or more, or No open safety answer",
  );
  expect(ruleText({ rule: "frt_side_difference < 10" }, {})).toBe(
    "Flexion-rotation test: sides less than 10° apart",
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
