// Abnormal findings of an examination, by the precaution they propose: confirmed with one tap, or refused with a reason.
import { useState } from "preact/hooks";
import { api, type Problem } from "../../api/client";
import { useBusy } from "../../ui/busy";
import { precautionName } from "../program-builder/precautions";
import { URGENCY } from "../reasons";
import type { Finding } from "../types";
import { acts } from "../work-list/live";
import { day } from "../zones";

interface Props {
  id: string;
  findings: Finding[];
  onDecided: () => Promise<void>;
}

export function FindingsCard({ id, findings, onDecided }: Props) {
  const [refusing, setRefusing] = useState("");
  const [because, setBecause] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const { isBusy, once } = useBusy();
  if (findings.length === 0) return null;
  const proposed = [...new Set(findings.flatMap((each) => each.proposes))];
  const decide = (precaution: string, confirmed: boolean) =>
    once(async () => {
      setProblem(null);
      try {
        const { error } = await api.POST("/api/v1/patients/{patient_id}/precautions/decide", {
          params: { path: { patient_id: id } },
          body: { precaution, confirmed, because, findings: findings.map((each) => each.id) },
        });
        const found = (error as Problem | undefined) ?? null;
        setProblem(found);
        if (found && found.status !== 409) return;
        // Another finding has come, or a colleague was quicker: it belongs on the screen.
        setRefusing("");
        setBecause("");
        acts.value++;
        await onDecided();
      } catch {
        setProblem({ status: 0, code: "offline", detail: "You're offline. Nothing was saved. Try again." });
      }
    });
  return (
    <section class="card stack red-flags" aria-label="Findings to decide on">
      <h2>Findings to decide on</h2>
      <p class="soft">
        Until you decide, each of these counts as a precaution: it blocks and holds the exercises it speaks
        against.
      </p>
      {proposed.map((tag) => (
        <div class="stack finding" key={tag}>
          <h3>{capital(precautionName(tag))}?</h3>
          <ul class="stack">
            {findings
              .filter((each) => each.proposes.includes(tag))
              .map((each) => (
                <li key={each.id}>
                  <b class="tag" data-code="finding" data-urgency={each.urgency}>
                    {URGENCY[each.urgency]}
                  </b>
                  {each.text}, {day(each.found_on)}
                </li>
              ))}
          </ul>
          <div class="row">
            <button
              type="button"
              class="button-soft"
              disabled={isBusy}
              aria-label={`Confirm the precaution: ${precautionName(tag)}`}
              onClick={() => void decide(tag, true)}
            >
              Confirm the precaution
            </button>
            <button
              type="button"
              class="button-quiet"
              aria-expanded={refusing === tag}
              aria-label={`Not for this patient: ${precautionName(tag)}`}
              onClick={() => setRefusing(refusing === tag ? "" : tag)}
            >
              Not for this patient
            </button>
          </div>
          {refusing === tag && (
            <form
              class="stack"
              onSubmit={(event) => {
                event.preventDefault();
                void decide(tag, false);
              }}
            >
              <label class="field">
                <span>Why not?</span>
                <input
                  required
                  minLength={5}
                  maxLength={300}
                  value={because}
                  onInput={(event) => setBecause(event.currentTarget.value)}
                />
              </label>
              <button type="submit" class="button-soft" disabled={isBusy}>
                Save
              </button>
            </form>
          )}
        </div>
      ))}
      {problem && (
        <p class="fault" role="alert">
          {problem.errors?.[0]?.detail ?? problem.detail}
        </p>
      )}
    </section>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
