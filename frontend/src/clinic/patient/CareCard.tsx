// Who else cares for this patient, ending care, and a phone that was lost.
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { api } from "../../api/client";
import { Fault } from "../Problem";
import { useSending } from "../sending";
import type { Reason } from "../types";
import { ShareCare } from "./ShareCare";

interface Props {
  id: string;
  name: string;
  reasons: Reason[];
}

export function CareCard({ id, name, reasons }: Props) {
  const isFlagged = reasons.some(({ code }) => code === "red_flag");
  return (
    <section class="card stack">
      <h2>Care</h2>
      <ShareCare id={id} patient={name} reasons={reasons} />
      <Discharge id={id} isFlagged={isFlagged} />
      <LostPhone id={id} />
    </section>
  );
}

function Discharge({ id, isFlagged }: { id: string; isFlagged: boolean }) {
  const { route } = useLocation();
  const { isBusy, problem, send } = useSending("You're offline. Nothing was changed. Try again.");
  const discharge = (event: SubmitEvent) => {
    event.preventDefault();
    const because = String(new FormData(event.currentTarget as HTMLFormElement).get("because"));
    void send(
      (sent) =>
        api.POST("/api/v1/patients/{patient_id}/discharge", {
          params: { path: { patient_id: id } },
          body: { id: sent, because },
        }),
      () => route("/clinic/team"),
    );
  };
  return (
    <details>
      <summary>Discharge</summary>
      <form class="stack" onSubmit={discharge}>
        <p class="small soft">
          The patient leaves your list and keeps the app with program and diary. You can take the patient back
          again.
        </p>
        {isFlagged && (
          <p class="notice">
            A safety answer is open. The patient stays on your list until someone clears it.
          </p>
        )}
        <label class="field">
          <span class="small">Why?</span>
          <input name="because" required minLength={5} maxLength={300} />
        </label>
        <Fault problem={problem} />
        <button type="submit" class="button-soft" disabled={isBusy}>
          Discharge
        </button>
      </form>
    </details>
  );
}

function LostPhone({ id }: { id: string }) {
  const [isDone, setDone] = useState(false);
  const { isBusy, problem, retry, send } = useSending("You're offline. Nothing was changed. Try again.");
  const signOut = () => {
    setDone(false);
    void send(
      () => api.POST("/api/v1/patients/{patient_id}/sign-out", { params: { path: { patient_id: id } } }),
      () => setDone(true),
    );
  };
  return (
    <details>
      <summary>Lost phone</summary>
      <div class="stack">
        <p class="small soft">
          Signs the patient out on every device and stops reminders there. Nothing of the record is lost; the
          patient signs in again on a new phone.
        </p>
        <button type="button" class="button-soft" disabled={isBusy} onClick={signOut}>
          Sign out of all devices
        </button>
        {isDone && <p role="status">The patient is signed out on all devices.</p>}
        <Fault problem={problem} retry={retry} />
      </div>
    </details>
  );
}
