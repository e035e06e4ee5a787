// Reasons in words, each with the figures that made its rule hold.
import type { Reason } from "./types";

const NAMES: Record<string, string> = {
  asked_for_help: "Asked for help",
  exercise_pain: "Pain in exercise",
  pain_up: "Pain up",
  silent: "Silent",
};

export function nameOf(reason: Reason): string {
  return NAMES[reason.code] ?? reason.code;
}

/** One sentence: the evidence, and the rule in plain words. */
export function explain({ code, evidence }: Reason): string {
  const of = (key: string) => Number(evidence[key] ?? 0);
  switch (code) {
    case "asked_for_help":
      return `Wrote on ${day(String(evidence.since))} and has no answer yet.`;
    case "exercise_pain":
      return `Reported pain ${of("pain")} of 10 in an exercise on ${day(String(evidence.on))}. Rule: 6 or more.`;
    case "pain_up":
      return `Mean worst pain ${of("recent_mean").toFixed(1)} on the last 7 days' headache days, ${of("before_mean").toFixed(1)} in the 21 days before. Rule: up by 2 or more.`;
    case "silent":
      return evidence.last_heard_on
        ? `Nothing since ${day(String(evidence.last_heard_on))}: ${of("days")} days. Rule: 5 or more.`
        : `Nothing since the program began, ${of("days")} days ago. Rule: 5 or more.`;
    default:
      return "";
  }
}

export function day(iso: string): string {
  const date = iso.length === 10 ? `${iso}T12:00:00Z` : iso;
  return new Intl.DateTimeFormat("en", { day: "numeric", month: "short" }).format(Date.parse(date));
}
