// Abnormal findings of an examination, by the precaution they propose: confirmed with one tap, or refused with a reason.
import { useState } from "preact/hooks";
import { api } from "../../api/client";
import { Fault } from "../Problem";
import { precautionName } from "../program-builder/precautions";
import { URGENCY } from "../reasons";
import { useSending } from "../sending";
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
  const { isBusy, problem, send } = useSending();
  if (findings.length === 0) return null;
  const proposed = [...new Set(findings.flatMap((each) => each.proposes))];
  const settle = async () => {
    setRefusing("");
    setBecause("");
    acts.value++;
    await onDecided();
  };
  const decide = (precaution: string, confirmed: boolean) =>
    send(async () => {
      const answer = await api.POST("/api/v1/patients/{patient_id}/precautions/decide", {
        params: { path: { patient_id: id } },
        body: { precaution, confirmed, because, findings: findings.map((each) => each.id) },
      });
      // Another finding has come, or a colleague was quicker: it belongs on the screen.
      if (answer.response.status === 409) await settle();
      return answer;
    }, settle);
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
            <Refusal
              because={because}
              isBusy={isBusy}
              onBecause={setBecause}
              onSave={() => void decide(tag, false)}
            />
          )}
        </div>
      ))}
      <Fault problem={problem} />
    </section>
  );
}

interface RefusalProps {
  because: string;
  isBusy: boolean;
  onBecause: (because: string) => void;
  onSave: () => void;
}

function Refusal({ because, isBusy, onBecause, onSave }: RefusalProps) {
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <label class="field">
        <span>Why not?</span>
        <input
          required
          minLength={5}
          maxLength={300}
          value={because}
          onInput={(event) => onBecause(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button-soft" disabled={isBusy}>
        Save
      </button>
    </form>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
