// What is heard and felt at each step: a tone always, words where the phone can speak, a buzz where it can.
import type { PlanItem } from "../../domain/plan";
import { lengthOf, type Step } from "../../domain/timeline";
import { language, t } from "../../i18n";
import { buzz, type Cue, schedule } from "../../platform/sound";
import { say } from "../../platform/speech";

/** How far ahead tones are scheduled; browsers may wake a hidden page only once a minute. */
export const AHEAD_MS = 120_000;

const TONES: Record<Step["kind"], Cue | null> = {
  ready: null,
  out: "go",
  hold: null,
  back: "release",
  rest: null,
  switch: "switch",
};

/** The tones from a position on: how many milliseconds from now each one sounds. */
export function tonesAhead(steps: Step[], position: number): { cue: Cue; inMs: number }[] {
  const found: { cue: Cue; inMs: number }[] = [];
  for (const step of steps) {
    const inMs = step.start - position;
    const cue = TONES[step.kind];
    if (cue && inMs >= 0 && inMs < AHEAD_MS) found.push({ cue, inMs });
  }
  const end = lengthOf(steps) - position;
  if (end >= 0 && end < AHEAD_MS) found.push({ cue: "end", inMs: end });
  return found;
}

/** Hand the coming tones to the audio clock; the returned function takes back those not yet heard. */
export function scheduleTones(steps: Step[], position: number): () => void {
  return schedule(tonesAhead(steps, position));
}

export function announce(step: Step, item: PlanItem, sound: boolean): void {
  const tone = TONES[step.kind];
  if (tone) buzz(tone);
  if (!sound) return;
  const words = item.words[language.value];
  if (step.kind === "ready") say(`${t("session.ready")}. ${words.name}. ${words.cue}`, language.value);
  else if (step.kind === "switch") say(t("session.switch"), language.value);
  else if (step.kind === "hold" && item.dose.hold_seconds >= 5) say(t("session.hold"), language.value);
}
