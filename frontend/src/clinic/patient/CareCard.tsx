// Who else cares for this patient, and ending care.
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { api } from "../../api/client";
import { Sheet } from "../../ui/Sheet";
import { isOpen, nameOf } from "../reasons";
import { detailOf, useSending } from "../sending";
import type { Colleague, Reason } from "../types";

interface Props {
  id: string;
  name: string;
  reasons: Reason[];
}

export function CareCard({ id, name: patient, reasons }: Props) {
  const { route } = useLocation();
  const [colleagues, setColleagues] = useState<Colleague[]>([]);
  const [done, setDone] = useState<string | null>(null);
  const sharing = useSending("You're offline. Nothing was changed. Try again.");
  const ending = useSending("You're offline. Nothing was changed. Try again.");
  const isBusy = sharing.isBusy || ending.isBusy;
  const problem = sharing.problem ?? ending.problem;
  /** The colleague who is to care instead, until that is confirmed. */
  const [handingTo, setHandingTo] = useState<Colleague | null>(null);
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
    const colleague = colleagues.find((each) => each.id === form.get("colleague"));
    if (!colleague) return;
    if (form.get("how") === "over") setHandingTo(colleague);
    else give(colleague, false);
  };
  const give = (colleague: Colleague, hand_over: boolean) => {
    setDone(null);
    void sharing.send(
      (sent) =>
        api.POST("/api/v1/patients/{patient_id}/care", {
          ...path,
          body: { id: sent, colleague: colleague.id, hand_over },
        }),
      () => (hand_over ? route("/clinic/") : setDone(`${colleague.name} now shares care of this patient.`)),
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
  const waiting = reasons.filter(isOpen);
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
              <option value="share">share care</option>
              <option value="over">hand over</option>
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
            The patient leaves your list and keeps the app with program and diary. You can take the patient
            back again.
          </p>
          {reasons.some(({ code }) => code === "red_flag") && (
            <p class="notice">
              A safety answer is open. The patient stays on your list until someone clears it.
            </p>
          )}
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
      {handingTo && (
        <Sheet title={`Hand over ${patient}?`} onClose={() => setHandingTo(null)}>
          <p>
            {handingTo.name} will care for {patient} instead of you. You won’t see this record any more;{" "}
            {handingTo.name} can share it with you again.
          </p>
          {waiting.length > 0 && (
            <p class="notice">Still open, and handed over with the rest: {waiting.map(nameOf).join(", ")}.</p>
          )}
          {problem && (
            <p class="fault" role="alert">
              {problem.detail}
            </p>
          )}
          <button type="button" class="button" onClick={() => give(handingTo, true)}>
            Hand over
          </button>
          <button type="button" class="button-soft" onClick={() => setHandingTo(null)}>
            Cancel
          </button>
        </Sheet>
      )}
      {done && <p role="status">{done}</p>}
      {problem && (
        <p class="fault" role="alert">
          {detailOf(problem)}
        </p>
      )}
    </section>
  );
}
