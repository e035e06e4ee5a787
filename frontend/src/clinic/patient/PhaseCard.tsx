// Is this phase done? Each rule of the template with what was found. The therapist decides; nothing moves by itself.
import { api } from "../../api/client";
import { foundText, ruleText } from "../numbers";
import { Fault } from "../Problem";
import { useSending } from "../sending";
import type { Phase, PhaseRule } from "../types";
import { ProgressionActions } from "./ProgressionActions";

interface Props {
  id: string;
  phase: Phase;
  /** Slug -> name of the program's exercises. */
  names: Record<string, string>;
  onMarked: () => Promise<void>;
}

export function PhaseCard({ id, phase, names, onMarked }: Props) {
  const { isBusy, problem, retry, send } = useSending("You're offline. Nothing was marked. Try again.");
  const mark = (rule: PhaseRule, done: boolean) =>
    send(async () => {
      for (const { name, about } of rule.marks) {
        const answer = await api.PUT("/api/v1/patients/{patient_id}/program/marks", {
          params: { path: { patient_id: id } },
          body: { name, about, done },
        });
        if (!answer.response.ok) return answer;
      }
      return {};
    }, onMarked);
  if (phase.rules.length === 0) return null;
  return (
    <section class="card stack">
      <h2>Ready for the next phase?</h2>
      <p class={phase.is_done ? "" : "soft"}>
        {phase.is_done
          ? `Every rule of “${phase.name}” is met.${phase.next_name ? ` The next phase is “${phase.next_name}”; you decide.` : ""}`
          : `“${phase.name}”: ${phase.rules.filter((rule) => rule.met).length} of ${phase.rules.length} rules are met.`}
      </p>
      <ul class="rules">
        {phase.rules.map((rule) => (
          <li key={rule.rule} data-met={String(rule.met)}>
            <span class="rule-state" aria-hidden="true">
              {rule.met ? "✓" : rule.met === null ? "?" : "–"}
            </span>
            <span>
              <span class="visually-hidden">
                {rule.met ? "Met: " : rule.met === null ? "Not known yet: " : "Not met: "}
              </span>
              {ruleText(rule, names)}
              <span class="small soft"> {foundText(rule.found)}</span>
            </span>
            {rule.marks.length > 0 && (
              <button
                type="button"
                class="button-quiet"
                disabled={isBusy}
                aria-label={
                  rule.met ? `Undo: ${ruleText(rule, names)}` : `Mark as done: ${ruleText(rule, names)}`
                }
                onClick={() => void mark(rule, !rule.met)}
              >
                {rule.met ? "Undo" : "Mark as done"}
              </button>
            )}
          </li>
        ))}
      </ul>
      {phase.is_done && phase.next_name && (
        <ProgressionActions id={id} nextName={phase.next_name} onDone={onMarked} />
      )}
      <Fault problem={problem} retry={retry} />
    </section>
  );
}
