// Patients whose care has ended here, and taking one back.
import { useLocation } from "preact-iso";
import { api } from "../../api/client";
import { useCard } from "../loading";
import { Fault, LoadFault } from "../Problem";
import { useSending } from "../sending";
import { day } from "../zones";

export function DischargedCard() {
  const { route } = useLocation();
  const discharged = useCard("The discharged patients", () => api.GET("/api/v1/discharged"), []);
  const { isBusy, problem, send } = useSending("You're offline. Nothing was changed. Try again.");
  const takeBack = (id: string) =>
    send(
      () => api.DELETE("/api/v1/patients/{patient_id}/discharge", { params: { path: { patient_id: id } } }),
      () => route(`/clinic/patients/${id}`),
    );
  return (
    <section class="card stack">
      <h2>Discharged patients</h2>
      <LoadFault of={discharged} />
      {discharged.data?.length === 0 && (
        <p class="soft">None. Patients appear here when you discharge them.</p>
      )}
      <ul class="lines">
        {discharged.data?.map((each) => (
          <li key={each.id}>
            <span>
              <a href={`/clinic/patients/${each.id}`}>
                <b>{each.name}</b>
              </a>{" "}
              {each.because}
            </span>
            <span class="small soft">{day(each.discharged_on)}</span>
            <button
              type="button"
              class="button-soft"
              disabled={isBusy}
              onClick={() => void takeBack(each.id)}
            >
              Take back into care
            </button>
          </li>
        ))}
      </ul>
      <Fault problem={problem} />
    </section>
  );
}
