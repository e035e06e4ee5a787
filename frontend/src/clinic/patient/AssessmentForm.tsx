// A new examination. Every field may be left empty: it was not measured. What is typed stays until it is saved.
import { useState } from "preact/hooks";
import { api, faultOf, type Problem } from "../../api/client";
import { CHECKLIST, FINDINGS, type Finding } from "./exam-words";

interface Props {
  id: string;
  onSaved: () => Promise<void>;
}

export function AssessmentForm({ id, onSaved }: Props) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const today = new Intl.DateTimeFormat("sv-SE").format(Date.now());
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setProblem(null);
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const findings: Record<string, unknown> = {};
    for (const { key, max } of FINDINGS) {
      const value = String(form.get(key) ?? "");
      if (value === "") continue;
      findings[key] = max === undefined && key !== "ccft_stage_mmhg" ? value === "yes" : Number(value);
    }
    const checklist = Object.fromEntries(
      CHECKLIST.map(({ key }) => [key, String(form.get(key))]).filter(([, value]) => value !== ""),
    );
    try {
      const { error } = await api.POST("/api/v1/patients/{patient_id}/assessments", {
        params: { path: { patient_id: id } },
        body: {
          occurred_on: String(form.get("occurred_on")),
          findings: findings as never,
          checklist: checklist as never,
          note: String(form.get("note")),
        },
      });
      if (error) return setProblem(error as unknown as Problem);
      await onSaved();
    } catch {
      setProblem({
        status: 0,
        code: "offline",
        detail: "No network. Nothing was saved; it is all still here.",
      });
    }
  };
  const fault = (field: string) => {
    const text = faultOf(problem, field);
    return text ? <span class="fault small">{text}</span> : null;
  };
  return (
    <form class="stack" onSubmit={(event) => void save(event)} noValidate>
      <label class="field narrow">
        <span>Date</span>
        <input name="occurred_on" type="date" defaultValue={today} required />
        {fault("occurred_on")}
      </label>
      <div class="fields">
        {FINDINGS.map((finding) => (
          <div class="field" key={finding.key}>
            <label class="small" for={`finding-${finding.key}`}>
              {finding.text}
              {finding.unit.trim() ? ` (${finding.unit.trim()})` : ""}
            </label>
            <FindingInput finding={finding} />
            {fault(`findings.${finding.key}`)}
          </div>
        ))}
      </div>
      <fieldset class="stack">
        <legend>ICHD-3 11.2.1 checklist (never shown to the patient)</legend>
        <div class="fields">
          {CHECKLIST.map(({ key, text }) => (
            <label class="field" key={key}>
              <span class="small">{text}</span>
              <select name={key}>
                <option value="">unknown</option>
                <option>yes</option>
                <option>no</option>
              </select>
            </label>
          ))}
        </div>
      </fieldset>
      <label class="field">
        <span>Note</span>
        <textarea name="note" maxLength={1000} />
      </label>
      {problem && (
        <p class="fault" role="alert">
          {problem.detail}
        </p>
      )}
      <button type="submit" class="button">
        Save the assessment
      </button>
    </form>
  );
}

const STAGES = ["20", "22", "24", "26", "28", "30"];

function FindingInput({ finding: { key, min, max } }: { finding: Finding }) {
  const id = `finding-${key}`;
  if (max !== undefined)
    return <input id={id} name={key} type="number" inputMode="numeric" min={min} max={max} />;
  return (
    <select id={id} name={key}>
      <option value="">not tested</option>
      {(key === "ccft_stage_mmhg" ? STAGES : ["yes", "no"]).map((each) => (
        <option key={each}>{each}</option>
      ))}
    </select>
  );
}
