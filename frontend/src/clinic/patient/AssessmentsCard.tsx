// Examinations side by side, with their flags and the ICHD-3 checklist; and writing down a new one.
import { useEffect, useState } from "preact/hooks";
import { api } from "../../api/client";
import { draftOf } from "../drafts";
import type { Assessed, AssessmentField } from "../types";
import { day } from "../zones";
import { AssessmentFields, AssessmentForm, assessmentIn, fieldsOf } from "./AssessmentForm";
import { findingText, flagTexts, missingText, RESULTS } from "./exam-words";
import { CorrectionTools, History } from "./History";

const SIDE_BY_SIDE = 3;

export function AssessmentsCard({ id, onAdded }: { id: string; onAdded: () => void }) {
  const [all, setAll] = useState<Assessed[] | null>(null);
  const [fields, setFields] = useState<AssessmentField[]>([]);
  const [adding, setAdding] = useState(draftOf(`${id} assessment`) !== null);
  const load = async () => {
    const { data } = await api
      .GET("/api/v1/patients/{patient_id}/assessments", { params: { path: { patient_id: id } } })
      .catch(() => ({ data: undefined }));
    setAll((before) => data ?? before ?? []);
  };
  useEffect(() => void load(), [id]);
  useEffect(() => {
    api.GET("/api/v1/assessment-fields").then(
      ({ data }) => setFields(data ?? []),
      () => undefined,
    );
  }, []);
  const shown = (all ?? [])
    .filter((each) => !each.withdrawn)
    .slice(0, SIDE_BY_SIDE)
    .reverse();
  const withdrawn = (all ?? []).filter((each) => each.withdrawn);
  const changed = async () => {
    await load();
    onAdded();
  };
  const said = (was: Record<string, unknown>) => saidText(was, fields);
  return (
    <section class="card stack" aria-label="Assessments">
      <div class="row between">
        <h2>Assessments</h2>
        <button type="button" class="button-soft" aria-expanded={adding} onClick={() => setAdding(!adding)}>
          {adding ? "Close" : "New assessment"}
        </button>
      </div>
      {adding && fields.length > 0 && (
        <AssessmentForm
          id={id}
          fields={fields}
          onSaved={async () => {
            setAdding(false);
            await changed();
          }}
        />
      )}
      {all?.length === 0 && !adding && (
        <p class="soft">
          None yet. Later ones are compared with the first: rotation test, neck flexor endurance, checklist.
        </p>
      )}
      {shown.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than a phone is scrolled with the keyboard too
        <section class="table-card" aria-label="Side by side" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">Finding</th>
                {shown.map((each) => (
                  <th scope="col" key={each.id}>
                    {day(each.occurred_on)}
                    <span class="small soft"> {each.by}</span>
                    <AssessmentTools id={id} row={each} fields={fields} onDone={changed} />
                    <History row={each} text={said} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {fields
                .filter(({ name }) => shown.some((each) => each.findings[name] !== undefined))
                .map(({ name, title, unit }) => (
                  <tr key={name}>
                    <th scope="row">{title}</th>
                    {shown.map((each) => (
                      <td key={each.id}>{findingText(each.findings[name], unit)}</td>
                    ))}
                  </tr>
                ))}
              <tr>
                <th scope="row">Flags</th>
                {shown.map((each) => (
                  <td key={each.id}>
                    {flagTexts(each).map((text) => (
                      <div key={text}>{text}</div>
                    ))}
                    {flagTexts(each).length === 0 && "–"}
                  </td>
                ))}
              </tr>
              <tr>
                <th scope="row">ICHD-3 11.2.1 checklist</th>
                {shown.map((each) => (
                  <td key={each.id}>
                    <b>{RESULTS[each.result.result]}</b>
                    {each.result.unmet.length > 0 && <div>Not met: {each.result.unmet.join(", ")}</div>}
                    {each.result.missing.length > 0 && (
                      <div class="small soft">Missing: {missingText(each.result.missing)}</div>
                    )}
                    {each.result.warnings.map((text) => (
                      <div key={text} class="small">
                        {text}
                      </div>
                    ))}
                  </td>
                ))}
              </tr>
            </tbody>
          </table>
        </section>
      )}
      {withdrawn.length > 0 && (
        <ul class="lines">
          {withdrawn.map((row) => (
            <li key={row.id}>
              <span>
                <b>{day(row.occurred_on)}</b>{" "}
                <span class="soft">
                  {row.by}: {said({ ...row })}
                </span>
                <History row={row} text={said} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface ToolsProps {
  id: string;
  row: Assessed;
  fields: AssessmentField[];
  onDone: () => Promise<void>;
}

function AssessmentTools({ id, row, fields, onDone }: ToolsProps) {
  const path = { params: { path: { patient_id: id, record_id: row.id } } };
  const { revision } = row;
  return (
    <CorrectionTools
      row={row}
      what={`assessment of ${day(row.occurred_on)}`}
      fields={<AssessmentFields fields={fields} filled={fieldsOf(row)} />}
      correct={(form, because, sent) =>
        api.PUT("/api/v1/patients/{patient_id}/assessments/{record_id}", {
          ...path,
          body: { id: sent, revision, because, ...assessmentIn(form, fields) },
        })
      }
      withdraw={(because, sent) =>
        api.POST("/api/v1/patients/{patient_id}/assessments/{record_id}/withdraw", {
          ...path,
          body: { id: sent, revision, because },
        })
      }
      onDone={onDone}
    />
  );
}

/** What an examination said, in one line. */
function saidText(was: Record<string, unknown>, fields: AssessmentField[]): string {
  const findings = was.findings as Record<string, unknown>;
  const parts = fields
    .filter(({ name }) => findings[name] !== undefined)
    .map(({ name, title, unit }) => `${title} ${findingText(findings[name], unit)}`);
  return [day(String(was.occurred_on)), ...parts, String(was.note)].filter(Boolean).join(", ");
}
