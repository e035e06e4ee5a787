// Acting on a reason from the list: seen, put off to a date with a note, or the minutes it took.
import { useState } from "preact/hooks";
import { api, type Problem } from "../../api/client";
import { nameOf } from "../reasons";
import type { Reason } from "../types";

interface Props {
  patient: string;
  reason: Reason;
  onDone: () => void;
}

const dateIn = (days: number) => new Intl.DateTimeFormat("sv-SE").format(Date.now() + days * 86_400_000);

export function ReasonTools({ patient, reason, onDone }: Props) {
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const path = { params: { path: { patient_id: patient, code: reason.code } } };
  const run = async (work: () => Promise<{ error?: unknown }>) => {
    setProblem(null);
    try {
      const { error } = await work();
      if (error) return setProblem(error as Problem);
      setOpen(false);
      onDone();
    } catch {
      setProblem({ status: 0, code: "offline", detail: "No network. Nothing was changed; try again." });
    }
  };
  const snooze = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const minutes = Number(form.get("minutes")) || 0;
    void run(async () => {
      const body = { until: String(form.get("until")), note: String(form.get("note")) };
      const answer = await api.POST("/api/v1/patients/{patient_id}/reasons/{code}/snooze", { ...path, body });
      if (!answer.error && minutes > 0)
        await api.POST("/api/v1/patients/{patient_id}/notes", {
          params: { path: { patient_id: patient } },
          body: { text: body.note, minutes },
        });
      return answer;
    });
  };
  if (!reason.waiting) return null;
  return (
    <div class="reason-tools">
      <button
        type="button"
        class="button-quiet small"
        aria-label={`Mark as seen: ${nameOf(reason)}`}
        onClick={() =>
          void run(() => api.POST("/api/v1/patients/{patient_id}/reasons/{code}/acknowledge", path))
        }
      >
        Seen
      </button>
      {reason.code !== "red_flag" && (
        <button
          type="button"
          class="button-quiet small"
          aria-expanded={open}
          aria-label={`Put off: ${nameOf(reason)}`}
          onClick={() => setOpen(!open)}
        >
          Put off
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
          <button type="submit" class="button-soft">
            Put off
          </button>
        </form>
      )}
      {problem && (
        <p class="fault small" role="alert">
          {problem.errors?.[0]?.detail ?? problem.detail}
        </p>
      )}
    </div>
  );
}
