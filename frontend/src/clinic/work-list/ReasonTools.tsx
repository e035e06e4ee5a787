// Acting on a reason: seen, put off to a date with a note and the minutes it took, and taking either back. Each act
// names the evidence on the screen; when newer has come, the page is renewed instead.
import { useState } from "preact/hooks";
import { api, type Problem } from "../../api/client";
import { canWait, nameOf } from "../reasons";
import { detailOf, useSending } from "../sending";
import type { Reason } from "../types";
import { clinicZone, day, moment, todayIn } from "../zones";
import { acts } from "./live";

interface Props {
  patient: string;
  reason: Reason;
  onDone: () => void;
}

/** The server reads the date as the clinic's. */
const dateIn = (days: number) => todayIn(clinicZone.value, days);

export function ReasonTools({ patient, reason, onDone }: Props) {
  const [open, setOpen] = useState(false);
  const { isBusy, problem, send } = useSending("You're offline. Nothing was changed. Try again.");
  const path = { params: { path: { patient_id: patient, code: reason.code } } };
  const seen = { evidence_id: reason.evidence_id };
  const run = (work: (sent: string) => Promise<{ error?: unknown }>) =>
    send(
      async (sent) => {
        const answer = await work(sent);
        acts.value++;
        if ((answer.error as Problem | undefined)?.status === 409) onDone();
        return answer;
      },
      () => {
        setOpen(false);
        onDone();
      },
    );
  const snooze = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const minutes = Number(form.get("minutes")) || 0;
    void run(async (sent) => {
      const body = { ...seen, until: String(form.get("until")), note: String(form.get("note")) };
      const answer = await api.POST("/api/v1/patients/{patient_id}/reasons/{code}/snooze", { ...path, body });
      if (answer.error || minutes === 0) return answer;
      return api.POST("/api/v1/patients/{patient_id}/notes", {
        params: { path: { patient_id: patient } },
        body: { id: sent, text: body.note, minutes },
      });
    });
  };
  const fault = problem && (
    <p class="fault small" role="alert">
      {detailOf(problem)}
    </p>
  );
  if (!reason.waiting)
    return (
      <div class="reason-tools">
        <span class="small soft">{lookedAt(reason)}</span>
        <button
          type="button"
          class="button-quiet small"
          disabled={isBusy}
          aria-label={`Undo: ${nameOf(reason)}`}
          onClick={() =>
            void run(() => api.DELETE("/api/v1/patients/{patient_id}/reasons/{code}/acknowledge", path))
          }
        >
          Undo
        </button>
        {fault}
      </div>
    );
  return (
    <div class="reason-tools">
      <button
        type="button"
        class="button-quiet small"
        disabled={isBusy}
        aria-label={`Mark as reviewed: ${nameOf(reason)}`}
        onClick={() =>
          void run(() =>
            api.POST("/api/v1/patients/{patient_id}/reasons/{code}/acknowledge", { ...path, body: seen }),
          )
        }
      >
        Mark as reviewed
      </button>
      {canWait(reason) && (
        <button
          type="button"
          class="button-quiet small"
          aria-expanded={open}
          aria-label={`Snooze: ${nameOf(reason)}`}
          onClick={() => setOpen(!open)}
        >
          Snooze
        </button>
      )}
      {open && (
        <form class="fields" onSubmit={snooze}>
          <label class="field">
            <span class="small">Until</span>
            <input
              name="until"
              type="date"
              required
              min={dateIn(1)}
              max={dateIn(90)}
              defaultValue={dateIn(3)}
            />
          </label>
          <label class="field">
            <span class="small">Note</span>
            <input name="note" maxLength={300} />
          </label>
          <label class="field">
            <span class="small">Minutes</span>
            <input name="minutes" type="number" min={0} max={240} />
          </label>
          <button type="submit" class="button-soft" disabled={isBusy}>
            Snooze
          </button>
        </form>
      )}
      {fault}
    </div>
  );
}

function lookedAt(reason: Reason): string {
  if (reason.acknowledged_at)
    return `Reviewed by ${reason.acknowledged_by ?? "a colleague"}, ${moment(reason.acknowledged_at)}`;
  const note = reason.note && `: ${reason.note}`;
  return reason.snoozed_until ? `Snoozed until ${day(reason.snoozed_until)}${note}` : "";
}
