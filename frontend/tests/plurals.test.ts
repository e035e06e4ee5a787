// @vitest-environment node
// "1 days" is wrong: in the desk's source, a number and its noun go through count().
import { expect, test } from "vitest";
import { count } from "../src/clinic/count";

const files = import.meta.glob("../src/{clinic,account,curation,signin,patient}/**/*.{ts,tsx}", {
  eager: true,
  query: "?raw",
  import: "default",
});
const NOUNS =
  "days|minutes|hours|weeks|patients|sessions|entries|answers|exercises|repetitions|sets|slots|versions";
const PLAIN = new RegExp(`(?<!=)\\{[^{}|=]+\\} (?:[a-z]+ )?(?:${NOUNS})\\b`);
// Sums that are never one: a rule's threshold, or the length of a chart.
const NEVER_ONE = [/\bm\[\d\]/, /timeline\.days\.length/, /\{all\}/];

test("count() follows its number", () => {
  expect([count(1, "day"), count(0, "day"), count(12, "headache day")]).toEqual([
    "1 day",
    "0 days",
    "12 headache days",
  ]);
});

test("no sentence puts a plural noun behind a bare number", () => {
  expect(Object.keys(files).length).toBeGreaterThan(80);
  const found = Object.entries(files).flatMap(([name, text]) =>
    String(text)
      .split("\n")
      .filter((line) => PLAIN.test(line) && !NEVER_ONE.some((each) => each.test(line)))
      .map((line) => `${name}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});
