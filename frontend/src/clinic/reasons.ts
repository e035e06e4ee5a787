// Reasons in words, each with the figures that made its rule hold.

import { count } from "./count";
import { precautionName } from "./program-builder/precautions";
import type { Reason } from "./types";
import { day } from "./zones";

const NAMES: Record<string, string> = {
  red_flag: "Safety answer",
  finding: "Finding",
  program_conflict: "Exercise held",
  asked_for_help: "Unanswered message",
  exercise_pain: "Pain in exercise",
  pain_up: "Pain up",
  step_back: "Step back",
  headache_days_up: "Headache days up",
  re_assess: "Examine again",
  medicine_reached: "Medicine at its limit",
  medicine_near: "Medicine near its limit",
  silent: "No entries",
  low_adherence: "Low adherence",
  check_in: "Check-in due",
  ready_to_progress: "Ready to move up",
  program_ending: "Program ending",
  program_over: "Program ended",
  no_program: "No program",
  silent_after_end: "No entries since the end",
  pause_over: "Pause is over",
  invitation_unused: "Invitation not used",
  phone_clock: "Phone's clock is wrong",
  unreached: "Reminders not getting through",
};

/** How urgent one answer or finding is. */
export const URGENCY = {
  emergency: "Emergency",
  same_day: "Same day",
  therapist: "For your review",
} as const;

const URGENT: Record<string, Record<string, string>> = {
  red_flag: {
    emergency: "Emergency",
    same_day: "Safety answer: today",
    therapist: "Safety answer: for your review",
  },
  finding: {
    emergency: "Emergency finding",
    same_day: "Finding: today",
    therapist: "Finding: for your review",
  },
};

/** What somebody decides, and so cannot put off. */
const DECIDED = ["red_flag", "finding", "program_conflict"];

/** The urgency of a safety answer or a finding, "" for every other reason. */
export function urgencyOf({ code, evidence }: Partial<Reason>): string {
  return code && code in URGENT ? String(evidence?.urgency ?? "") : "";
}

export function nameOf(reason: Pick<Reason, "code"> & Partial<Reason>): string {
  return URGENT[reason.code]?.[urgencyOf(reason)] ?? NAMES[reason.code] ?? reason.code;
}

export function canWait(reason: Reason): boolean {
  return !DECIDED.includes(reason.code);
}

/** Whether somebody has to act still: it waits, a finding is not decided on, or something holds the program. */
export function isOpen(reason: Reason): boolean {
  return reason.waiting || reason.evidence.held === true || reason.code === "finding";
}

type Rule = Record<string, number>;

// Each rule in words, with the thresholds that the evidence brings: none is written here.
const RULES: Record<string, (rule: Rule) => string> = {
  exercise_pain: ({ pain, days }) => `${pain} or more in the last ${count(days, "day")}`,
  pain_up: ({ points, days, before_days }) =>
    `up by ${points} or more in the last ${count(days, "day")}, compared with the ${count(before_days, "day")} before`,
  silent: ({ days }) => `${count(days, "day")} or more`,
  headache_days_up: ({ pct, days }) => `up by ${pct}% or more, and by ${count(days, "day")} or more`,
  step_back: ({ over, sessions, times, days }) =>
    `median over ${over} in ${count(sessions, "session")}, over ${over} ${count(times, "time")} in ${count(days, "day")}, or worse afterward`,
  medicine_reached: ({ days, simple, others, mixed }) =>
    `in ${count(days, "day")}, ${simple} of simple pain relievers, ${others} of others, ${mixed} in all`,
  medicine_near: ({ days, simple, others }) =>
    `in ${count(days, "day")}, ${simple} of simple pain relievers, ${others} of others`,
  low_adherence: ({ pct, days }) => `under ${pct}% in ${count(days, "day")}`,
  program_ending: ({ days }) => `${count(days, "day")} before`,
  silent_after_end: ({ days }) => `${count(days, "day")} or more`,
  invitation_unused: ({ days }) => count(days, "day"),
  phone_clock: ({ minutes }) => `over ${count(minutes, "minute")}`,
  unreached: ({ pushes }) => `${pushes} in a row, or no device left`,
};

/** One sentence: the evidence, and the rule in plain words. */
export function explain(reason: Reason): string {
  const rule = reason.evidence.rule as Rule | undefined;
  const words = rule && RULES[reason.code];
  // A code that has expired needs no days.
  return words && !reason.evidence.expired
    ? `${explainFigures(reason)} Rule: ${words(rule)}.`
    : explainFigures(reason);
}

function explainFigures({ code, evidence }: Reason): string {
  const of = (key: string) => Number(evidence[key] ?? 0);
  switch (code) {
    case "red_flag": {
      const answers = evidence.answers as { question: string; on: string }[];
      const held = evidence.held ? " The program is held until you clear it." : "";
      const dates = [...new Set(answers.map(({ on }) => day(on)))];
      return `Answered yes on ${dates.join(", ")}.${held}`;
    }
    case "finding": {
      const findings = evidence.findings as { on: string; proposes: string[] }[];
      const dates = [...new Set(findings.map(({ on }) => day(on)))];
      const tags = [...new Set(findings.flatMap(({ proposes }) => proposes))];
      return `Found on ${dates.join(", ")}. Confirm or rule out: ${tags.map(precautionName).join(", ")}.`;
    }
    case "program_conflict": {
      const conflicts = evidence.conflicts as { name: string; tags: string[] }[];
      const lines = conflicts.map(({ name, tags }) => `${name} (${tags.map(precautionName).join(", ")})`);
      return `Held on the phone until you decide: ${lines.join("; ")}.`;
    }
    case "asked_for_help":
      // Counted by an earlier release, until it is counted anew.
      if (!evidence.on) return "Sent a message that has not been answered.";
      return `Sent a message on ${day(String(evidence.on))} that has not been answered.`;
    case "exercise_pain":
      return `Reported pain ${of("pain")} of 10 during an exercise on ${day(String(evidence.on))}.`;
    case "pain_up":
      return `Mean worst pain on headache days is ${of("recent_mean").toFixed(1)}, up from ${of("before_mean").toFixed(1)}.`;
    case "silent":
      return evidence.last_heard_on
        ? `No entries since ${day(String(evidence.last_heard_on))}, ${count(of("days"), "day")} ago.`
        : `No entries since the program began ${count(of("days"), "day")} ago.`;
    case "headache_days_up":
      return `${count(of("current"), "headache day")} per 28 (${of("headache_days")} of ${count(of("recorded_days"), "recorded day")}, ${evidence.quality}); baseline ${of("baseline")} (${evidence.baseline_quality}).`;
    case "step_back":
      return stepBackText(evidence);
    case "re_assess": {
      const change = of("change_pct");
      const size = change < 0 ? `${-change}% more` : `${change}% fewer`;
      const low = evidence.low_baseline ? ", from a low baseline" : "";
      return `Six weeks after the program began, headache days are ${size}${low}: ${of("current")} per 28 (${of("headache_days")} of ${count(of("recorded_days"), "recorded day")}, ${evidence.quality}); baseline ${of("baseline")} (${evidence.baseline_quality}). Is it the right diagnosis and the right program? Rule: less than ${of("needed_pct")}% fewer. An examination settles it for six weeks.`;
    }
    case "check_in":
      return `The check-in after ${evidence.check_in} was due on ${day(String(evidence.due_on))}. Mark it as done on the patient's page.`;
    case "medicine_reached": {
      const classes = countsOf(evidence.days);
      const what = classes || `${count(of("any_days"), "day")} in all, several classes`;
      return `At least ${what}.${evidence.pattern ? " The pattern fits the medication-overuse screen: suggest a medical review." : ""}`;
    }
    case "medicine_near":
      return `At least ${countsOf(evidence.days)}.`;
    case "low_adherence":
      return `${of("pct")}% of the prescribed dose (${of("credit")} of ${count(of("prescribed"), "slot")}).`;
    case "program_ending":
      return `The program's last week ${evidence.ended ? "ended" : "ends"} on ${day(String(evidence.ends_on))}.`;
    case "pause_over":
      return `The program was to be paused until ${day(String(evidence.planned_until))} and is still paused. Resume it or set a new date.`;
    case "program_over":
      return `The last program ended on ${day(String(evidence.ended_on))} and none followed it. Assign one or discharge the patient.`;
    case "no_program":
      return `Joined on ${day(String(evidence.joined_on))} and has no program.`;
    case "silent_after_end":
      return evidence.last_heard_on
        ? `No program is running, and there are no entries since ${day(String(evidence.last_heard_on))}, ${count(of("days"), "day")} ago.`
        : `No program is running, and there are no entries for ${count(of("days"), "day")}.`;
    case "ready_to_progress": {
      const next = evidence.next ? ` The next phase is “${evidence.next}”.` : "";
      return `Every rule of “${evidence.phase}” is met.${next}`;
    }
    case "invitation_unused":
      return evidence.expired
        ? `The code from ${day(String(evidence.since))} has expired. Create a new one.`
        : `The code from ${day(String(evidence.since))} has not been used yet.`;
    case "phone_clock":
      return `The phone’s clock is ${count(of("minutes"), "minute")} ahead, so the dates of its entries may be wrong.`;
    case "unreached":
      return `Since ${day(String(evidence.since))} no reminder has been shown on a device. Ask the patient to open Nod and check Settings.`;
    default:
      return "";
  }
}

function stepBackText(evidence: Reason["evidence"]): string {
  const because = evidence.because as string[];
  const pains = evidence.pains as number[];
  const why = [
    ...(because.includes("pain") ? [`Pain in the last sessions: ${pains.join(", ")} of 10.`] : []),
    ...(because.includes("headache_after") ? ["Headache up within an hour of exercise."] : []),
    ...(because.includes("worse_for_a_day") ? ["Worse for more than a day after exercises."] : []),
  ];
  return why.join(" ");
}

function countsOf(days: unknown): string {
  return Object.entries((days ?? {}) as Record<string, number>)
    .map(([name, days]) => `${name} on ${count(days, "day")}`)
    .join(", ");
}
