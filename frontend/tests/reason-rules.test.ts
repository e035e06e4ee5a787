// @vitest-environment node
// The desk's sentences name the thresholds that the evidence brings, and none of their own.
import { expect, test } from "vitest";
import rules from "../../tests/contract/reason_rules.json";
import { explain } from "../src/clinic/reasons";
import type { Reason } from "../src/clinic/types";

const ON = "2026-03-01";
/** Figures without a number in them, so that each number in the sentence is one of the rule. */
const figures = { because: [], pains: [], days: {}, on: ON, since: ON, ends_on: ON };

function ruleOf(code: string, rule?: Record<string, number>): string {
  const reason = {
    code,
    evidence: { ...figures, ...(rule && { rule }) },
    waiting: true,
  } as unknown as Reason;
  return explain(reason).split("Rule: ")[1] ?? "";
}

test.each(Object.entries(rules))("%s names each threshold as it is", (code, rule) => {
  const named = (ruleOf(code, rule as Record<string, number>).match(/[\d.]*\d/g) ?? []).map(Number);
  expect(new Set(named)).toEqual(new Set(Object.values(rule)));
});

test.each(Object.entries(rules))("%s follows a change of its thresholds", (code, rule) => {
  const other = Object.fromEntries(Object.keys(rule).map((name, place) => [name, 101 + place]));
  const named = (ruleOf(code, other).match(/\d+/g) ?? []).map(Number);
  expect(new Set(named)).toEqual(new Set(Object.values(other)));
});

test.each(Object.keys(rules))("%s says no rule while the evidence brings none", (code) => {
  expect(ruleOf(code)).toBe("");
});
