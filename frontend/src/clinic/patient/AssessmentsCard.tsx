// Examinations side by side, with their flags and the ICHD-3 checklist; and writing down a new one.
import { useState } from "preact/hooks";
import { api } from "../../api/client";
import { useCard } from "../loading";
import { LoadFault } from "../Problem";
import { draftOf } from "../sealed-drafts";
import type { Assessed, AssessmentField } from "../types";
import { day } from "../zones";
import { AssessmentFields, AssessmentForm, assessmentIn, fieldsOf } from "./AssessmentForm";
import { findingText } from "./exam-words";
import { CorrectionTools, History } from "./History";
import { SideBySide } from "./SideBySide";

const SIDE_BY_SIDE = 3;

export function AssessmentsCard({ id, onAdded }: { id: string; onAdded: () => void }) {
  const path = { params: { path: { patient_id: id } } };
  const loaded = useCard(
    "The assessments",
    () => api.GET("/api/v1/patients/{patient_id}/assessments", path),
    [id],
  );
  const form = useCard("The assessment form", () => api.GET("/api/v1/assessment-fields"), []);
  const { data: all, load } = loaded;
  const fields = form.data ?? [];
  const [adding, setAdding] = useState(draftOf(`${id} assessment`) !== null);
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
      <LoadFault of={loaded} />
      <LoadFault of={form} />
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
        <SideBySide shown={shown} fields={fields}>
          {(row) => (
            <>
              <AssessmentTools id={id} row={row} fields={fields} onDone={changed} />
              <History row={row} text={said} />
            </>
          )}
        </SideBySide>
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
