// Sharing care with a colleague, or handing it over, which is confirmed because one's own access ends with it.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { api } from "../../api/client";
import { Sheet } from "../../ui/Sheet";
import { useCard } from "../loading";
import { Fault, LoadFault } from "../Problem";
import { isOpen, nameOf } from "../reasons";
import { useSending } from "../sending";
import type { Colleague, Reason } from "../types";

interface Props {
  id: string;
  patient: string;
  reasons: Reason[];
}

export function ShareCare({ id, patient, reasons }: Props) {
  const { route } = useLocation();
  const colleagues = useCard("Your colleagues", () => api.GET("/api/v1/colleagues"), []);
  const [done, setDone] = useState<string | null>(null);
  /** The colleague who is to care instead, until that is confirmed. */
  const [handingTo, setHandingTo] = useState<Colleague | null>(null);
  const { isBusy, problem, send } = useSending("You're offline. Nothing was changed. Try again.");
  const give = (colleague: Colleague, hand_over: boolean) => {
    setDone(null);
    void send(
      (sent) =>
        api.POST("/api/v1/patients/{patient_id}/care", {
          params: { path: { patient_id: id } },
          body: { id: sent, colleague: colleague.id, hand_over },
        }),
      () => (hand_over ? route("/clinic/") : setDone(`${colleague.name} now shares care of this patient.`)),
    );
  };
  const share = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const colleague = colleagues.data?.find((each) => each.id === form.get("colleague"));
    if (!colleague) return;
    if (form.get("how") === "over") setHandingTo(colleague);
    else give(colleague, false);
  };
  return (
    <>
      <LoadFault of={colleagues} />
      {colleagues.data?.length === 0 && (
        <p class="soft">You have no colleague in this clinic to share care with.</p>
      )}
      {colleagues.data && colleagues.data.length > 0 && (
        <ShareForm colleagues={colleagues.data} isBusy={isBusy} onSubmit={share} />
      )}
      {done && <p role="status">{done}</p>}
      {handingTo ? (
        <HandOver
          to={handingTo.name}
          patient={patient}
          waiting={reasons.filter(isOpen).map(nameOf)}
          onConfirm={() => give(handingTo, true)}
          onClose={() => setHandingTo(null)}
        >
          <Fault problem={problem} />
        </HandOver>
      ) : (
        <Fault problem={problem} />
      )}
    </>
  );
}

interface FormProps {
  colleagues: Colleague[];
  isBusy: boolean;
  onSubmit: (event: SubmitEvent) => void;
}

function ShareForm({ colleagues, isBusy, onSubmit }: FormProps) {
  return (
    <form class="fields" onSubmit={onSubmit}>
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
  );
}

interface HandOverProps {
  to: string;
  patient: string;
  /** What is still open, by name. */
  waiting: string[];
  onConfirm: () => void;
  onClose: () => void;
  children: ComponentChildren;
}

function HandOver({ to, patient, waiting, onConfirm, onClose, children }: HandOverProps) {
  return (
    <Sheet title={`Hand over ${patient}?`} onClose={onClose}>
      <p>
        {to} will care for {patient} instead of you. You won’t see this record any more; {to} can share it
        with you again.
      </p>
      {waiting.length > 0 && (
        <p class="notice">Still open, and handed over with the rest: {waiting.join(", ")}.</p>
      )}
      {children}
      <button type="button" class="button" onClick={onConfirm}>
        Hand over
      </button>
      <button type="button" class="button-soft" onClick={onClose}>
        Cancel
      </button>
    </Sheet>
  );
}
