// For a clinic lead: patients in care for whom nobody answers any more, and who is to care for them.
import { api } from "../../api/client";
import { count } from "../count";
import { useCard } from "../loading";
import { Fault, LoadFault } from "../Problem";
import { useSending } from "../sending";
import type { Colleague, Unattended } from "../types";

export function UnattendedCard() {
  const unattended = useCard("Patients without a therapist", () => api.GET("/api/v1/unattended"), []);
  const colleagues = useCard("Your colleagues", () => api.GET("/api/v1/colleagues"), []);
  const { data } = unattended;
  if (data?.length === 0) return null;
  if (!data) return unattended.problem ? <LoadFault of={unattended} /> : null;
  return (
    <section class="card stack" aria-label="Patients without a therapist">
      <h2>Patients without a therapist</h2>
      <p role="status">
        {count(data.length, "patient")} {data.length === 1 ? "has" : "have"} nobody who looks after them.
        Choose someone for each.
      </p>
      <LoadFault of={colleagues} />
      <ul class="lines">
        {data.map((each) => (
          <AssignLine
            key={each.id}
            patient={each}
            colleagues={colleagues.data ?? []}
            onAssigned={() => void unattended.load()}
          />
        ))}
      </ul>
    </section>
  );
}

interface Props {
  patient: Unattended;
  colleagues: Colleague[];
  onAssigned: () => void;
}

function AssignLine({ patient, colleagues, onAssigned }: Props) {
  const { isBusy, problem, send } = useSending("You're offline. Nothing was changed. Try again.");
  const assign = (event: SubmitEvent) => {
    event.preventDefault();
    const chosen = String(new FormData(event.currentTarget as HTMLFormElement).get("colleague"));
    void send(
      (sent) =>
        api.POST("/api/v1/unattended/{patient_id}", {
          params: { path: { patient_id: patient.id } },
          body: { id: sent, ...(chosen && { colleague: chosen }) },
        }),
      onAssigned,
    );
  };
  return (
    <li>
      <span>
        <b>{patient.name}</b>
        {patient.before.length > 0 && ` was with ${patient.before.join(", ")}`}
      </span>
      <form class="row" onSubmit={assign}>
        <label class="field">
          <span class="visually-hidden">Who cares for {patient.name}</span>
          <select name="colleague">
            <option value="">me</option>
            {colleagues.map((each) => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="button-soft" aria-label={`Assign ${patient.name}`} disabled={isBusy}>
          Assign
        </button>
      </form>
      <Fault
        problem={
          problem?.status === 404
            ? { ...problem, detail: "Someone has assigned this patient in the meantime. Reload the page." }
            : problem
        }
      />
    </li>
  );
}
