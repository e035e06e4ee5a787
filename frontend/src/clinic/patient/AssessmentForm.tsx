// A new examination. Every field may be left empty: it was not measured. What is typed stays until it is saved.
import { useLayoutEffect, useRef } from "preact/hooks";
import { api, faultOf, type Problem } from "../../api/client";
import { CHECKLIST_ANSWERS } from "../../wire/choices";
import { fill, useFormDraft, type Values } from "../draft-form";
import { useSending } from "../sending";
import type { Assessed, AssessmentField } from "../types";
import { clinicZone, todayIn } from "../zones";
import { CHECKLIST } from "./exam-words";

interface Props {
  id: string;
  fields: AssessmentField[];
  onSaved: () => Promise<void>;
}

export function AssessmentForm({ id, fields, onSaved }: Props) {
  const name = `${id} assessment`;
  const draft = useFormDraft(name);
  const { isBusy, problem, send } = useSending(
    "You're offline. Nothing was saved, but what you typed is still here.",
    name,
  );
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const body = assessmentIn(new FormData(event.currentTarget as HTMLFormElement), fields);
    void send(
      (sent) =>
        api.POST("/api/v1/patients/{patient_id}/assessments", {
          params: { path: { patient_id: id } },
          body: { id: sent, ...body },
        }),
      async () => {
        draft.done();
        await onSaved();
      },
    );
  };
  if (draft.offer) return <>{draft.offer}</>;
  return (
    <form class="stack" {...draft.props} onSubmit={save} noValidate>
      <AssessmentFields fields={fields} filled={draft.initial} problem={problem} />
      {problem && (
        <p class="fault" role="alert">
          {problem.detail}
        </p>
      )}
      <button type="submit" class="button" disabled={isBusy}>
        Save the assessment
      </button>
    </form>
  );
}

interface FieldsProps {
  fields: AssessmentField[];
  /** What stands in the fields at first; the groups that hold something are open. */
  filled?: Values | null;
  problem?: Problem | null;
}

export function AssessmentFields({ fields, filled = null, problem = null }: FieldsProps) {
  const place = useRef<HTMLDivElement>(null);
  const groups = [...new Set(fields.map((field) => field.group))];
  const today = todayIn(clinicZone.value);
  useLayoutEffect(() => {
    const form = place.current?.closest("form");
    if (filled && form) fill(form, filled);
  }, []);
  const holds = (group: string) =>
    fields.some((field) => field.group === group && filled?.[field.name]?.some(Boolean));
  const fault = (field: string) => {
    const text = faultOf(problem, field);
    return text ? <span class="fault small">{text}</span> : null;
  };
  return (
    <div class="stack" ref={place}>
      <label class="field narrow">
        <span>Date</span>
        <input name="occurred_on" type="date" defaultValue={today} required />
        {fault("occurred_on")}
      </label>
      {groups.map((group) => (
        <details key={group} open={OPEN.has(group) || holds(group)}>
          <summary>{group}</summary>
          <div class="fields">
            {fields
              .filter((field) => field.group === group)
              .map((field) => (
                <div class="field" key={field.name}>
                  <label class="small" for={`finding-${field.name}`}>
                    {field.title}
                    {field.unit ? ` (${field.unit})` : ""}
                  </label>
                  <FindingInput field={field} />
                  {fault(`findings.${field.name}`)}
                </div>
              ))}
          </div>
        </details>
      ))}
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
    </div>
  );
}

/** What the form's fields hold, as the API takes it. */
export function assessmentIn(form: FormData, fields: AssessmentField[]) {
  const findings: Assessed["findings"] = {};
  for (const { name, kind, unit } of fields) {
    const values = form.getAll(name).map(String).filter(Boolean);
    const value = values[0];
    if (value === undefined) continue;
    if (kind === "choices") findings[name] = values;
    else if (kind === "yes_no") findings[name] = value === "yes";
    else findings[name] = kind === "number" || (kind === "choice" && unit) ? Number(value) : value;
  }
  const checklist: Assessed["checklist"] = {};
  for (const { key } of CHECKLIST) {
    const answer = CHECKLIST_ANSWERS.find((each) => each === form.get(key));
    if (answer) checklist[key] = answer;
  }
  return {
    occurred_on: String(form.get("occurred_on")),
    findings,
    checklist,
    note: String(form.get("note")),
  };
}

/** The other way round: an examination as the form's fields hold it. */
export function fieldsOf(row: Assessed): Values {
  const values: Values = { occurred_on: [row.occurred_on], note: [row.note] };
  for (const [name, value] of Object.entries({ ...row.findings, ...row.checklist })) {
    if (Array.isArray(value)) values[name] = value.map(String);
    else values[name] = [typeof value === "boolean" ? (value ? "yes" : "no") : String(value)];
  }
  return values;
}

/** What is measured at nearly every visit; the other groups open with a tap. */
const OPEN = new Set(["Today", "Flexion-rotation test", "Neck flexors and extensors"]);

function FindingInput({ field: { name, kind, low, high, choices } }: { field: AssessmentField }) {
  const id = `finding-${name}`;
  if (kind === "number")
    return <input id={id} name={name} type="number" inputMode="numeric" min={low} max={high} />;
  if (kind === "text") return <input id={id} name={name} maxLength={300} />;
  return (
    <select id={id} name={name} multiple={kind === "choices"}>
      {kind !== "choices" && <option value="">not tested</option>}
      {(kind === "yes_no" ? ["yes", "no"] : choices).map((each) => (
        <option key={each} value={each}>
          {each.replaceAll("_", " ")}
        </option>
      ))}
    </select>
  );
}
