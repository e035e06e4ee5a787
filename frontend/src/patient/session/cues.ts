// What is heard and felt at each step: a tone always, words where the phone can speak, a buzz where it can.
import { lengthOf, type Step } from "../../domain/timeline";
import { buzz, type Cue, schedule } from "../../platform/sound";

/** How far ahead tones are scheduled; browsers may wake a hidden page only once a minute. */
export const AHEAD_MS = 120_000;

const TONES: Partial<Record<Step["kind"], Cue>> = {
  back: "release",
  let_go: "release",
  switch: "switch",
  inhale: "go",
  exhale: "release",
  warm_up: "go",
  brisk: "go",
  cool_down: "release",
  go_on: "go",
  step: "go",
};

/** Of several movements in one repetition, the first one has the tone. */
export function toneOf(step: Step): Cue | null {
  if (step.kind === "out") return step.line === 0 || step.line === undefined || step.from === 0 ? "go" : null;
  return TONES[step.kind] ?? null;
}

/** The tones from a position on: how many milliseconds from now each one sounds. */
export function tonesAhead(steps: Step[], position: number): { cue: Cue; inMs: number }[] {
  const found: { cue: Cue; inMs: number }[] = [];
  for (const step of steps) {
    const inMs = step.start - position;
    const cue = toneOf(step);
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

export function buzzAt(step: Step): void {
  const tone = toneOf(step);
  if (tone) buzz(tone);
}
