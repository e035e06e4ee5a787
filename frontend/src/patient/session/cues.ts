// What is heard at each step: a tone always, words where the phone can speak.
import type { PlanItem } from "../../domain/plan";
import type { Step } from "../../domain/timeline";
import { language, t } from "../../i18n";
import { type Cue, play } from "../../platform/sound";
import { say } from "../../platform/speech";

const TONES: Record<Step["kind"], Cue | null> = {
  ready: null,
  out: "go",
  hold: null,
  back: "release",
  rest: null,
  switch: "switch",
};

export function announce(step: Step, item: PlanItem): void {
  const tone = TONES[step.kind];
  if (tone) play(tone);
  const words = item.words[language.value];
  if (step.kind === "ready") say(`${t("session.ready")}. ${words.name}. ${words.cue}`, language.value);
  else if (step.kind === "switch") say(t("session.switch"), language.value);
  else if (step.kind === "hold" && item.dose.hold_seconds >= 5) say(t("session.hold"), language.value);
}
