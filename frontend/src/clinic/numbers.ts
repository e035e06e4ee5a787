// Numbers and rules in words: what each is called, and the counts that explain it (docs/numbers.md).

import { count } from "./count";
import type { PhaseRule, PlainNumber } from "./types";
import { day } from "./zones";

const NAMES: Record<string, string> = {
  monthly_headache_days: "Headache days per 28",
  baseline_monthly_headache_days: "Before the program",
  change_pct: "Change",
  mean_peak_intensity: "Mean worst pain",
  severe_days: "Severe days ({severe_from} or more)",
  headache_hours: "Hours with headache",
  neck_linked_pct: "Headache days set off by moving the neck",
  lost_days: "Days headache stopped or slowed the patient",
  medicine_days: "Medicine days, all classes",
  adherence_pct: "Dose done",
  active_days: "Days with exercise",
  best_run_days: "Longest run, rest days included",
};

export function numberName({ name, category, counts }: PlainNumber): string {
  // Neither diary nor recall reach back before the program.
  if (name === "baseline_monthly_headache_days" && category === "early")
    return "First 28 days of the program";
  const medicine = name.replace("medicine_days_", "");
  const words = NAMES[name];
  return words ? withCount(words, counts) : `Medicine days, ${medicine}`;
}

/** Fill in the count that a name mentions. A page counted before an update lacks it for some minutes. */
function withCount(words: string, counts: Record<string, number>): string {
  const key = /{(\w+)}/.exec(words)?.[1];
  if (!key) return words;
  return key in counts ? words.replace(`{${key}}`, String(counts[key])) : words.replace(/ \(.*\)$/, "");
}

/** The value as it is read aloud: "about 6.5", "at least 9 days", "46.2 % fewer", or a dash. */
export function valueText({ name, value, unit, quality, category }: PlainNumber): string {
  if (value === null) return "–";
  if (name === "change_pct") {
    const size = `${Math.abs(value)}%`;
    const low = quality.includes("low baseline") ? "from a low baseline: " : "";
    return low + (value === 0 ? "no change" : `${size} ${value > 0 ? "fewer" : "more"}`);
  }
  if (name === "adherence_pct") return `${value}% (${category})`;
  if (name.startsWith("medicine_days")) return `at least ${value}${levelText(category)}`;
  if (unit === "of 10") return `${value} of 10`;
  if (unit === "percent") return `${value}%`;
  if (quality === "estimated") return `about ${value}`;
  if (category === "recall") return `${value}, from recall`;
  return String(value);
}

function levelText(level: string): string {
  if (level === "near") return ", near the limit";
  if (level === "reached") return ", at the limit";
  return level === "multi" ? ", at the limit across classes" : "";
}

const COUNTS: Record<string, (counts: Record<string, number>) => string> = {
  headache_days: ({ headache_days, recorded_days }) =>
    `${headache_days} of ${count(recorded_days, "recorded day")}`,
  rated_days: ({ headache_days, rated_days }) =>
    `${rated_days} of ${count(headache_days, "headache day")} rated`,
  timed_days: ({ headache_days, timed_days }) =>
    `${timed_days} of ${count(headache_days, "headache day")} timed`,
  linked_days: ({ headache_days, linked_days }) =>
    `${linked_days} of ${count(headache_days, "headache day")} answered`,
  dates: ({ dates }) => `of ${count(dates, "day")}`,
  recorded_days: ({ recorded_days }) => `of ${count(recorded_days, "recorded day")}`,
  credit: ({ credit, prescribed }) => `${credit} of ${count(prescribed, "slot")}`,
};

// The first that a number has says what it is made of.
const KINDS = [
  "rated_days",
  "timed_days",
  "linked_days",
  "credit",
  "headache_days",
  "dates",
  "recorded_days",
];

/** "6 of 26 recorded days, 2 Feb to 1 Mar": what a number is made of. */
export function explainNumber({ value, quality, first_on, last_on, counts }: PlainNumber): string {
  const kind = KINDS.find((key) => key in counts);
  const made = kind ? COUNTS[kind]?.(counts) : "";
  const few =
    value === null && quality === "insufficient"
      ? `too few days recorded${counts.needed_days ? ` (${counts.needed_days} are needed)` : ""}`
      : "";
  const window = first_on && last_on ? `${day(first_on)} to ${day(last_on)}` : "";
  const label = quality && quality !== "insufficient" ? quality : "";
  return [few, made, window, label].filter(Boolean).join(" · ");
}

type Named = (slug: string | undefined) => string;

const RULES: [RegExp, (found: RegExpMatchArray, named: Named) => string][] = [
  [/^min_days_in_phase >= (\d+)$/, (m) => `${m[1]} days or more in this phase`],
  [/^weeks_in_phase >= (\d+)$/, (m) => `${m[1]} weeks or more in this phase`],
  [/^adherence_pct_14d >= (\d+)$/, (m) => `${m[1]}% or more of the dose done in 14 days`],
  [/^median_exercise_pain_7d <= (\d+)$/, (m) => `Pain in exercise ${m[1]} or less (median of 7 days)`],
  [/^neck_pain_rest_median_7d <= (\d+)$/, (m) => `Neck pain ${m[1]} or less (median of 7 days)`],
  [
    /^headache_within_1h_rate_7d <= ([\d.]+)$/,
    (m) => `Headache up within an hour after at most ${Number(m[1]) * 100}% of sessions`,
  ],
  [/^worse_over_24h_7d == 0$/, () => "Never worse for more than a day after exercise in the last 7 days"],
  [/^open_red_flags == 0$/, () => "No open safety answer"],
  [/^form_check\((.+)\) == pass$/, (m, named) => `Form check passed: ${named(m[1])}`],
  [/^checklist\((.+)\) == complete$/, (m, named) => `Checklist complete: ${named(m[1])}`],
  [/^therapist_discharge_review == done$/, () => "Discharge review done"],
  [/^check_in\((.+)\) == done$/, (m) => `Check-in done (${m[1]})`],
  [
    /^dose_met\((.+), (\d+)x(\d+)s\) in (\d+) of last (\d+) sessions$/,
    (m, named) => `${named(m[1])}: ${m[2]} × ${m[3]} s done in ${m[4]} of the last ${m[5]} sessions`,
  ],
  [
    /^pain_during\((.+)\) == (\d+) in (\d+) of last (\d+) sessions$/,
    (m, named) => `${named(m[1])}: pain ${m[2]} in ${m[3]} of the last ${m[4]} sessions`,
  ],
  [/^frt_retest_deg >= (\d+)$/, (m) => `Flexion-rotation test ${m[1]}° or more`],
  [/^frt_side_difference < (\d+)$/, (m) => `Flexion-rotation test: sides less than ${m[1]}° apart`],
];

/** A template's rule in words, exercises by name; one that is not known here is shown as it is written. */
export function ruleText({ rule }: Pick<PhaseRule, "rule">, names: Record<string, string>): string {
  const named: Named = (slug = "") => names[slug] ?? slug;
  return rule
    .split(" OR ")
    .map((part) => {
      for (const [pattern, words] of RULES) {
        const match = part.match(pattern);
        if (match) return words(match, named);
      }
      return part;
    })
    .join(", or ");
}

/** What was found, short: a number with one decimal, or the words the server gave. */
export function foundText(found: string): string {
  const value = Number(found);
  return found !== "" && Number.isFinite(value) ? String(Math.round(value * 10) / 10) : found;
}
