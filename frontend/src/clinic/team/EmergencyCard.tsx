// Opening a record that is not one's own, in an emergency: for an hour, with a reason that others read.
import { useLocation } from "preact-iso";
import { api } from "../../api/client";
import { useFormDraft } from "../draft-form";
import { useCard } from "../loading";
import { Fault, LoadFault } from "../Problem";
import { useSending } from "../sending";
import { moment } from "../zones";

export function EmergencyCard() {
  const { route } = useLocation();
  const draft = useFormDraft("emergency");
  const opened = useCard("The list of opened records", () => api.GET("/api/v1/emergency-access"), []);
  const { isBusy, problem, send } = useSending("You're offline. Nothing was opened. Try again.", "emergency");
  const open = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const body = { who: String(form.get("who")), because: String(form.get("because")) };
    void send(
      (sent) => api.POST("/api/v1/emergency-access", { body: { id: sent, ...body } }),
      (found) => {
        draft.done();
        if (found) route(`/clinic/patients/${found.patient_id}`);
      },
    );
  };
  return (
    <section class="card stack">
      <h2>Emergency</h2>
      <p>
        Open the record of a patient of this clinic who is not in your care, for one hour. The clinic’s leads
        and the patient’s therapists are told, with your reason; the patient sees that you looked.
      </p>
      <details>
        <summary>Open a record in an emergency</summary>
        {draft.offer ?? (
          <form class="stack" {...draft.props} onSubmit={open}>
            <label class="field">
              <span class="small">Patient’s full name or email address</span>
              <input name="who" required maxLength={254} autocomplete="off" />
            </label>
            <label class="field">
              <span class="small">Why it can’t wait</span>
              <textarea name="because" required minLength={10} maxLength={300} rows={2} />
            </label>
            <Fault problem={problem} />
            <button type="submit" class="button-soft" disabled={isBusy}>
              Open for one hour
            </button>
          </form>
        )}
      </details>
      <LoadFault of={opened} />
      {opened.data !== null && opened.data.length > 0 && (
        <ul class="lines">
          {opened.data.map((each) => (
            <li key={each.id}>
              <span>
                <b>{each.by}</b> opened the record of <b>{each.patient}</b>: {each.because}
              </span>
              <span class="small soft">{moment(each.at)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
