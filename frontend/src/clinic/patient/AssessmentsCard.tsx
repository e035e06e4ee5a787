// Examinations side by side, with their flags and the ICHD-3 checklist; and writing down a new one.
import { useEffect, useState } from "preact/hooks";
import { api } from "../../api/client";
import { day } from "../reasons";
import type { Assessed, AssessmentField } from "../types";
import { AssessmentForm } from "./AssessmentForm";
import { findingText, flagTexts, missingText, RESULTS } from "./exam-words";

const SIDE_BY_SIDE = 3;

export function AssessmentsCard({ id, onAdded }: { id: string; onAdded: () => void }) {
  const [all, setAll] = useState<Assessed[] | null>(null);
  const [fields, setFields] = useState<AssessmentField[]>([]);
  const [adding, setAdding] = useState(false);
  const load = async () => {
    const { data } = await api
      .GET("/api/v1/patients/{patient_id}/assessments", { params: { path: { patient_id: id } } })
      .catch(() => ({ data: undefined }));
    setAll(data ?? []);
  };
  useEffect(() => void load(), [id]);
  useEffect(() => {
    api.GET("/api/v1/assessment-fields").then(
      ({ data }) => setFields(data ?? []),
      () => undefined,
    );
  }, []);
  const shown = (all ?? []).slice(0, SIDE_BY_SIDE).reverse();
  return (
    <section class="card stack" aria-label="Assessments">
      <div class="row between">
        <h2>Assessments</h2>
        <button type="button" class="button-soft" aria-expanded={adding} onClick={() => setAdding(!adding)}>
          {adding ? "Close" : "New assessment"}
        </button>
      </div>
      {adding && (
        <AssessmentForm
          id={id}
          fields={fields}
          onSaved={async () => {
            setAdding(false);
            await load();
            onAdded();
          }}
        />
      )}
      {all?.length === 0 && !adding && (
        <p class="soft">
          None yet. The first one sets what the next is compared with: rotation test, neck flexor endurance,
          checklist.
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
    </section>
  );
}
