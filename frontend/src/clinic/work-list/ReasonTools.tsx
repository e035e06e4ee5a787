// Acting on a reason: seen, put off to a date with a note and the minutes it took, and taking either back. Each act
// names the evidence on the screen; when newer has come, the page is renewed instead.
import { useState } from "preact/hooks";
import { api } from "../../api/client";
import type { Answer } from "../../ui/request";
import { Fault } from "../Problem";
import { canWait, nameOf } from "../reasons";
import { useSending } from "../sending";
import type { Reason } from "../types";
import { day, moment } from "../zones";
import { acts } from "./live";
import { SnoozeForm } from "./SnoozeForm";

interface Props {
  patient: string;
  reason: Reason;
  onDone: () => void;
}

export function ReasonTools({ patient, reason, onDone }: Props) {
  const [open, setOpen] = useState(false);
  const { isBusy, problem, retry, send } = useSending("You're offline. Nothing was changed. Try again.");
  const path = { params: { path: { patient_id: patient, code: reason.code } } };
  const seen = { evidence_id: reason.evidence_id };
  const run = (work: (sent: string) => Promise<Answer<unknown>>) =>
    send(
      async (sent) => {
        const answer = await work(sent);
        acts.value++;
        if (answer.response?.status === 409) onDone();
        return answer;
      },
      () => {
        setOpen(false);
        onDone();
      },
    );
  const acknowledge = () =>
    run(() => api.POST("/api/v1/patients/{patient_id}/reasons/{code}/acknowledge", { ...path, body: seen }));
  const undo = () => run(() => api.DELETE("/api/v1/patients/{patient_id}/reasons/{code}/acknowledge", path));
  const snooze = (until: string, note: string, minutes: number) =>
    run(async (sent) => {
      const body = { ...seen, until, note };
      const answer = await api.POST("/api/v1/patients/{patient_id}/reasons/{code}/snooze", { ...path, body });
      if (!answer.response.ok || minutes === 0) return answer;
      return api.POST("/api/v1/patients/{patient_id}/notes", {
        params: { path: { patient_id: patient } },
        body: { id: sent, text: note, minutes },
      });
    });
  const name = nameOf(reason);
  return (
    <div class="reason-tools">
      {reason.waiting ? (
        <ActButton text="Mark as reviewed" name={name} isBusy={isBusy} onAct={acknowledge} />
      ) : (
        <>
          <span class="small soft">{lookedAt(reason)}</span>
          <ActButton text="Undo" name={name} isBusy={isBusy} onAct={undo} />
        </>
      )}
      {reason.waiting && canWait(reason) && (
        <button
          type="button"
          class="button-quiet small"
          aria-expanded={open}
          aria-label={`Snooze: ${name}`}
          onClick={() => setOpen(!open)}
        >
          Snooze
        </button>
      )}
      {reason.waiting && open && <SnoozeForm isBusy={isBusy} onSnooze={snooze} />}
      <Fault problem={problem} {...(open ? {} : { retry })} isSmall />
    </div>
  );
}

interface ActProps {
  text: string;
  /** The reason's, for those who hear the button. */
  name: string;
  isBusy: boolean;
  onAct: () => Promise<void>;
}

function ActButton({ text, name, isBusy, onAct }: ActProps) {
  return (
    <button
      type="button"
      class="button-quiet small"
      disabled={isBusy}
      aria-label={`${text}: ${name}`}
      onClick={() => void onAct()}
    >
      {text}
    </button>
  );
}

function lookedAt(reason: Reason): string {
  if (reason.acknowledged_at)
    return `Reviewed by ${reason.acknowledged_by ?? "a colleague"}, ${moment(reason.acknowledged_at)}`;
  const note = reason.note && `: ${reason.note}`;
  return reason.snoozed_until ? `Snoozed until ${day(reason.snoozed_until)}${note}` : "";
}
