// What is due today: parts of the day with exercises, the headache question, safety questions and measures.
import { flareDay, flareStage } from "../../domain/flare-stage";
import { askedToday, gentleItem } from "../../domain/gentle";
import { isMeasureDue, MEASURES } from "../../domain/measures";
import { itemsDue, type PlanItem } from "../../domain/plan";
import { type Asked, checkDue } from "../../domain/safety";
import type { Slot } from "../../domain/schedule";
import type { MeasureContent } from "../../store/library";
import { snapshot, today } from "../state";

const WINDOWS: Slot[] = ["morning", "midday", "evening"];

export interface Window {
  slot: Slot;
  items: PlanItem[];
  done: boolean;
}

/** The parts of the day with exercises, in their order. On a headache day the doses are those of the gentle version. */
export function windowsToday(): Window[] {
  const state = snapshot.value;
  if (!state?.plan || state.hold) return [];
  const { plan } = state;
  const done = new Set(
    state.sessions.filter((session) => session.occurred_on === today.value).map((session) => session.slot),
  );
  return WINDOWS.map((slot) => ({
    slot,
    items: itemsDue(plan, today.value, slot),
    done: done.has(slot),
  })).filter(({ items }) => items.length > 0);
}

/** How many days ago the flare that goes on was begun; null when none goes on. */
export function flareToday(): number | null {
  const state = snapshot.value;
  const flare = state?.plan?.flare;
  if (!flare) return null;
  const followed = state.sessions.filter((each) => each.rule_followed === "flare");
  return flareDay(
    followed.map((each) => each.occurred_on),
    today.value,
    flare.days,
  );
}

/** What today asks for. A flare that was begun asks for easy moves, then the gentle version, for some days each. */
export function ruleToday(): "gentle" | "rest" | "flare" | null {
  const state = snapshot.value;
  const stage = flareStage(flareToday(), state?.plan?.flare?.days ?? 0);
  if (stage) return stage === "half" ? "gentle" : stage;
  return askedToday(state?.plan?.headache_rule, state?.days.get(today.value)?.fields ?? {});
}

/** Whether less is asked for today: by the headache-day rule, or until the therapist has looked at an answer. */
export function gentleToday(): boolean {
  return ruleToday() === "gentle" || snapshot.value?.gentle === true;
}

/** Half of each dose; while an answer is open, of those that are not gentle as they are. */
export function gently(items: PlanItem[]): PlanItem[] {
  const byRule = ruleToday() === "gentle";
  return items.map((item) => (byRule || item.gentle !== "full" ? gentleItem(item) : item));
}

export function safetyDue(): Asked | null {
  const state = snapshot.value;
  if (!state) return null;
  return checkDue({
    today: today.value,
    checkedOn: state.checks.map((check) => check.occurred_on),
    programStart: state.plan?.start_on ?? null,
    day: state.days.get(today.value)?.fields ?? {},
  });
}

/** A measure whose time has come. */
export function measureDue(): MeasureContent | null {
  const state = snapshot.value;
  const programStart = state?.plan?.start_on;
  if (!state || !programStart) return null;
  for (const slug of MEASURES) {
    const content = state.library?.measure.find((each) => each.slug === slug);
    const last = state.scores
      .filter((score) => score.measure === slug)
      .map((score) => score.occurred_on)
      .sort()
      .at(-1);
    const asked = { measure: slug, today: today.value, programStart, last, everyDays: content?.every_days };
    if (content && isMeasureDue(asked)) return content;
  }
  return null;
}

/** A session of today ended an hour ago or more, and nobody has said yet how the head took it. */
export function askAfter(now: number): boolean {
  const state = snapshot.value;
  if (!state || state.days.get(today.value)?.fields.worse_after_exercise != null) return false;
  const ends = state.sessions
    .filter(
      (session) => session.occurred_on === today.value && session.slot !== "anytime" && session.ended_at,
    )
    .map((session) => Date.parse(session.ended_at ?? ""));
  return ends.length > 0 && now - Math.min(...ends) >= 3600_000;
}

/** How many things are still due today, for the badge on the app's icon. */
export function dueCount(): number {
  const state = snapshot.value;
  if (!state) return 0;
  const open = windowsToday().filter(({ done }) => !done).length;
  const answer = state.days.get(today.value)?.fields.headache;
  return open + (answer === true || answer === false ? 0 : 1);
}
