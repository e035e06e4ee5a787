// What is to be done just now, to be read from the floor: the exercise, one line, the ring and the count.
import type { Words } from "../../domain/plan";
import type { SessionItem, Step } from "../../domain/timeline";
import { language, t } from "../../i18n";
import { Ring } from "./Ring";
import { say } from "./words";

interface Props {
  step: Step;
  item: SessionItem;
  words: Words;
  isEasier: boolean;
  position: number;
}

export function Now({ step, item, words, isEasier, position }: Props) {
  const part = Math.min(1, Math.max(0, (position - step.start) / (step.end - step.start)));
  return (
    <section class="now" aria-label={words.name}>
      <h2>{words.name}</h2>
      <p class="cue">{lineOf(step, words, isEasier && !item.easier?.exercise)}</p>
      {item.dose.target_mmhg != null && <p class="target">{say("target", { n: item.dose.target_mmhg })}</p>}
      <Ring step={step} part={part} left={Math.ceil((step.end - position) / 1000)} />
      <p class="count" role="status">
        {countText(step, item)}
      </p>
    </section>
  );
}

/** The one line under the name: how to begin, what is read out, or what matters while moving. */
function lineOf(step: Step, words: Words, easier: boolean): string {
  if (easier) return words.easier;
  if (step.kind === "ready" || step.kind === "switch") return words.start;
  if (step.kind === "step") return words.steps[step.line ?? 0] ?? words.cue;
  const said = step.kind === "let_go" || words.say?.length !== 2 ? words.say?.[step.line ?? -1] : undefined;
  return said && !said.includes("{") ? said : words.cue;
}

function countText(step: Step, item: SessionItem): string {
  const { sets, reps, type, hold_seconds: seconds } = item.dose;
  const words: string[] = [];
  if (item.easierChosen) words.push(say("easier.on"));
  if (type === "walk") words.push(say("count.minutes", { n: Math.round(seconds / 60) }));
  else if (step.kind === "step") {
    const all = item.tempo?.step_s?.length ?? item.words[language.value].steps.length;
    words.push(say("count.step", { n: (step.line ?? 0) + 1, all }));
  } else if (step.rep === 0) words.push(`${sets} × ${reps}`);
  else words.push(count(step, item));
  if (step.rep > 0 && sets > 1) words.push(t("session.set", { n: step.set, all: sets }));
  if (step.side !== "none") words.push(say(`side.${step.side}`));
  return words.join(" · ");
}

function count({ rep: n }: Step, { dose: { type, reps: all } }: SessionItem): string {
  return type === "breathing" ? say("count.breath", { n, all }) : t("session.rep", { n, all });
}
