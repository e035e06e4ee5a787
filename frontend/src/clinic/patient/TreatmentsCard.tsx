// Treatments given in the clinic: dated events on the timeline.
import { useEffect, useState } from "preact/hooks";
import { api, type Problem } from "../../api/client";
import { day } from "../reasons";
import type { Treatment } from "../types";

export const TREATMENTS: Record<string, string> = {
  massage: "massage",
  dry_needling: "dry needling",
  mobilisation: "joint mobilisation",
  other: "other",
};

export function TreatmentsCard({ id, onAdded }: { id: string; onAdded: () => void }) {
  const [rows, setRows] = useState<Treatment[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const path = { params: { path: { patient_id: id } } };
  const load = async () => {
    const { data } = await api
      .GET("/api/v1/patients/{patient_id}/treatments", path)
      .catch(() => ({ data: undefined }));
    setRows(data ?? []);
  };
  useEffect(() => void load(), [id]);
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    setProblem(null);
    const element = event.currentTarget as HTMLFormElement;
    const form = new FormData(element);
    try {
      const { error } = await api.POST("/api/v1/patients/{patient_id}/treatments", {
        ...path,
        body: {
          occurred_on: String(form.get("on")),
          kind: String(form.get("kind")) as Treatment["kind"],
          note: String(form.get("note")),
        },
      });
      if (error) return setProblem(error as unknown as Problem);
      element.reset();
      await load();
      onAdded();
    } catch {
      setProblem({ status: 0, code: "offline", detail: "No network. Nothing was saved; try again." });
    }
  };
  return (
    <section class="card stack">
      <h2>Clinic treatments</h2>
      <form class="fields" onSubmit={(event) => void add(event)}>
        <label class="field">
          <span class="small">Date</span>
          <input
            name="on"
            type="date"
            required
            defaultValue={new Intl.DateTimeFormat("sv-SE").format(Date.now())}
          />
        </label>
        <label class="field">
          <span class="small">Treatment</span>
          <select name="kind">
            {Object.entries(TREATMENTS).map(([code, text]) => (
              <option key={code} value={code}>
                {text}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span class="small">What (optional)</span>
          <input name="note" maxLength={300} />
        </label>
        <button type="submit" class="button-soft">
          Add the treatment
        </button>
      </form>
      {problem && (
        <p class="fault" role="alert">
          {problem.errors?.[0]?.detail ?? problem.detail}
        </p>
      )}
      {rows.length === 0 ? (
        <p class="soft">None yet. They stand on the timeline beside the diary.</p>
      ) : (
        <ul class="lines">
          {rows.map((row) => (
            <li key={`${row.occurred_on}${row.kind}${row.note}`}>
              <span>
                <b>{day(row.occurred_on)}</b> {TREATMENTS[row.kind]}
                {row.note && `: ${row.note}`}
              </span>
              <span class="small soft">{row.by}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
