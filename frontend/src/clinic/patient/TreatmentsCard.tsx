// Treatments given in the clinic: dated events on the timeline.
import { useState } from "preact/hooks";
import { api } from "../../api/client";
import { useFormDraft } from "../draft-form";
import { useCard } from "../loading";
import { Fault, LoadFault } from "../Problem";
import { useSending } from "../sending";
import type { Treatment } from "../types";
import { clinicZone, day, todayIn } from "../zones";
import { CorrectionTools, History } from "./History";

export const TREATMENTS: Record<string, string> = {
  massage: "massage",
  dry_needling: "dry needling",
  mobilisation: "joint mobilization",
  injection: "injection",
  nerve_block: "nerve block",
  ablation: "nerve ablation",
  other: "other",
};

export function TreatmentsCard({ id, onAdded }: { id: string; onAdded: () => void }) {
  const name = `${id} treatment`;
  const draft = useFormDraft(name);
  const { isBusy, problem, send } = useSending("You're offline. Nothing was saved. Try again.", name);
  const path = { params: { path: { patient_id: id } } };
  const treatments = useCard(
    "The treatments",
    () => api.GET("/api/v1/patients/{patient_id}/treatments", path),
    [id],
  );
  const { data: rows, load } = treatments;
  const changed = async () => {
    await load();
    onAdded();
  };
  const add = (event: SubmitEvent) => {
    event.preventDefault();
    const element = event.currentTarget as HTMLFormElement;
    const body = treatmentIn(new FormData(element));
    void send(
      (sent) =>
        api.POST("/api/v1/patients/{patient_id}/treatments", { ...path, body: { id: sent, ...body } }),
      async () => {
        element.reset();
        draft.done();
        await changed();
      },
    );
  };
  return (
    <section class="card stack">
      <h2>Clinic treatments</h2>
      {draft.offer ?? (
        <form class="fields" {...draft.props} onSubmit={add}>
          <TreatmentFields />
          <button type="submit" class="button-soft" disabled={isBusy}>
            Add treatment
          </button>
        </form>
      )}
      <Fault problem={problem} />
      <LoadFault of={treatments} />
      {rows?.length === 0 && <p class="soft">None yet. They appear on the timeline next to the diary.</p>}
      {rows !== null && rows.length > 0 && (
        <ul class="lines">
          {rows.map((row) => (
            <li key={row.id} class={row.withdrawn ? "withdrawn" : ""}>
              <span>
                <b>{day(row.occurred_on)}</b>{" "}
                <span class="wording">
                  {TREATMENTS[row.kind]}
                  {row.note && `: ${row.note}`}
                </span>
                <History row={row} text={treatmentText} />
              </span>
              <span class="small soft">
                {row.by}
                <TreatmentTools id={id} row={row} onDone={changed} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function TreatmentTools({ id, row, onDone }: { id: string; row: Treatment; onDone: () => Promise<void> }) {
  const path = { params: { path: { patient_id: id, record_id: row.id } } };
  const { revision } = row;
  return (
    <CorrectionTools
      row={row}
      what={`treatment of ${day(row.occurred_on)}`}
      fields={<TreatmentFields row={row} />}
      correct={(form, because, sent) =>
        api.PUT("/api/v1/patients/{patient_id}/treatments/{record_id}", {
          ...path,
          body: { id: sent, revision, because, ...treatmentIn(form) },
        })
      }
      withdraw={(because, sent) =>
        api.POST("/api/v1/patients/{patient_id}/treatments/{record_id}/withdraw", {
          ...path,
          body: { id: sent, revision, because },
        })
      }
      onDone={onDone}
    />
  );
}

function TreatmentFields({ row }: { row?: Treatment }) {
  const [kind, setKind] = useState(row?.kind ?? "massage");
  return (
    <>
      <label class="field">
        <span class="small">Date</span>
        <input name="on" type="date" required defaultValue={row?.occurred_on ?? todayIn(clinicZone.value)} />
      </label>
      <label class="field">
        <span class="small">Treatment</span>
        <select name="kind" onChange={(event) => setKind(event.currentTarget.value as Treatment["kind"])}>
          {Object.entries(TREATMENTS).map(([code, text]) => (
            <option key={code} value={code} selected={code === row?.kind}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span class="small">What (optional)</span>
        <input name="note" maxLength={300} defaultValue={row?.note ?? ""} />
      </label>
      {kind === "dry_needling" && (
        <p class="small soft" role="note">
          Tell the patient to call for help at once if they get short of breath or have chest pain in the next
          days: a needle near the neck, shoulders or ribs can reach the lung.
        </p>
      )}
    </>
  );
}

const treatmentIn = (form: FormData) => ({
  occurred_on: String(form.get("on")),
  kind: String(form.get("kind")) as Treatment["kind"],
  note: String(form.get("note")),
});

const treatmentText = (was: Record<string, unknown>) =>
  `${day(String(was.occurred_on))}, ${TREATMENTS[String(was.kind)]}${was.note ? `: ${String(was.note)}` : ""}`;
