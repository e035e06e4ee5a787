// Who else cares for this patient, and ending care.
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { api } from "../../api/client";
import { detailOf, useSending } from "../sending";
import type { Colleague } from "../types";

export function CareCard({ id }: { id: string }) {
  const { route } = useLocation();
  const [colleagues, setColleagues] = useState<Colleague[]>([]);
  const [done, setDone] = useState<string | null>(null);
  const sharing = useSending("No network. Nothing was changed; try again.");
  const ending = useSending("No network. Nothing was changed; try again.");
  const isBusy = sharing.isBusy || ending.isBusy;
  const problem = sharing.problem ?? ending.problem;
  const path = { params: { path: { patient_id: id } } };
  useEffect(() => {
    api.GET("/api/v1/colleagues").then(
      ({ data }) => setColleagues(data ?? []),
      () => undefined,
    );
  }, []);
  const share = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const colleague = String(form.get("colleague"));
    const hand_over = form.get("how") === "over";
    const name = colleagues.find((each) => each.id === colleague)?.name;
    setDone(null);
    void sharing.send(
      (sent) =>
        api.POST("/api/v1/patients/{patient_id}/care", { ...path, body: { id: sent, colleague, hand_over } }),
      () => (hand_over ? route("/clinic/") : setDone(`${name} cares for this patient too now.`)),
    );
  };
  const discharge = (event: SubmitEvent) => {
    event.preventDefault();
    const because = String(new FormData(event.currentTarget as HTMLFormElement).get("because"));
    void ending.send(
      (sent) => api.POST("/api/v1/patients/{patient_id}/discharge", { ...path, body: { id: sent, because } }),
      () => route("/clinic/team"),
    );
  };
  const signOut = () =>
    void ending.send(
      () => api.POST("/api/v1/patients/{patient_id}/sign-out", path),
      () => setDone("The patient is signed out on all devices."),
    );
  return (
    <section class="card stack">
      <h2>Care</h2>
      {colleagues.length === 0 ? (
        <p class="soft">You have no colleague in this clinic to share care with.</p>
      ) : (
        <form class="fields" onSubmit={share}>
          <label class="field">
            <span class="small">Colleague</span>
            <select name="colleague">
              {colleagues.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.name}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            <span class="small">How</span>
            <select name="how">
              <option value="share">cares too</option>
              <option value="over">instead of me</option>
            </select>
          </label>
          <button type="submit" class="button-soft" disabled={isBusy}>
            Share care
          </button>
        </form>
      )}
      <details>
        <summary>Discharge</summary>
        <form class="stack" onSubmit={discharge}>
          <p class="small soft">
            The patient leaves your list and keeps the app with program and diary. You can take the patient up
            again.
          </p>
          <label class="field">
            <span class="small">Why?</span>
            <input name="because" required minLength={5} maxLength={300} />
          </label>
          <button type="submit" class="button-soft" disabled={isBusy}>
            Discharge
          </button>
        </form>
      </details>
      <details>
        <summary>Lost phone</summary>
        <div class="stack">
          <p class="small soft">
            Signs the patient out on every device and stops reminders there. Nothing of the record is lost;
            the patient signs in again on a new phone.
          </p>
          <button type="button" class="button-soft" disabled={isBusy} onClick={signOut}>
            Sign out of all devices
          </button>
        </div>
      </details>
      {done && <p role="status">{done}</p>}
      {problem && (
        <p class="fault" role="alert">
          {detailOf(problem)}
        </p>
      )}
    </section>
  );
}
