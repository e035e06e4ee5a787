// Outcome measures: the first value, the last, and whether the change is one that matters.
import { api } from "../../api/client";
import { useCard } from "../loading";
import { LoadFault } from "../Problem";
import { day } from "../zones";

export function MeasuresCard({ id }: { id: string }) {
  const path = { params: { path: { patient_id: id } } };
  const measures = useCard("The measures", () => api.GET("/api/v1/patients/{patient_id}/measures", path), [
    id,
  ]);
  const rows = measures.data;
  return (
    <section class="card stack">
      <h2>Measures</h2>
      <LoadFault of={measures} />
      {rows?.length === 0 && (
        <p class="soft">None rated yet. The phone asks for “My three activities” every two weeks.</p>
      )}
      <dl class="numbers">
        {rows?.map((row) => (
          <div key={row.name}>
            <dt>{row.name}</dt>
            <dd>
              <b>
                {row.first === null ? "" : `${row.first} → `}
                {row.last}
              </b>
              <span class="small soft">
                {row.words} · {row.first === null ? "" : `${day(row.first_on)} to `}
                {day(row.last_on)}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
