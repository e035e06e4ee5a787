// Safety answers no therapist has cleared. Clearing needs a reason in words; a held program then goes on.
import { useState } from "preact/hooks";
import { api, type Problem } from "../../api/client";
import { day } from "../reasons";
import type { RedFlag } from "../types";
import { acts } from "../work-list/live";

const URGENCY = { emergency: "Emergency", same_day: "Same day", therapist: "For you" } as const;

interface Props {
  id: string;
  flags: RedFlag[];
  onCleared: () => Promise<void>;
}

export function RedFlagsCard({ id, flags, onCleared }: Props) {
  const [because, setBecause] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  if (flags.length === 0) return null;
  const held = flags.some((flag) => flag.urgency !== "therapist");
  const clear = async (event: SubmitEvent) => {
    event.preventDefault();
    setProblem(null);
    try {
      const { error } = await api.POST("/api/v1/patients/{patient_id}/red-flags/clear", {
        params: { path: { patient_id: id } },
        body: { because, answers: flags.map((flag) => flag.id) },
      });
      if (error) {
        setProblem(error as unknown as Problem);
        // Another answer has come: it belongs on the screen before anything is cleared.
        if ((error as unknown as Problem).status === 409) await onCleared();
        return;
      }
      setBecause("");
      acts.value++;
      await onCleared();
    } catch {
      setProblem({ status: 0, code: "offline", detail: "No network. Nothing was cleared; try again." });
    }
  };
  return (
    <section class="card stack red-flags" aria-label="Safety answers">
      <h2>{held ? "The program is held by a safety answer" : "A safety answer to look at"}</h2>
      <ul class="stack">
        {flags.map((flag) => (
          <li key={flag.id}>
            <b class="tag" data-code="red_flag" data-urgency={flag.urgency}>
              {URGENCY[flag.urgency]}
            </b>
            {flag.text} <b>Yes</b>, on {day(flag.answered_on)}.
          </li>
        ))}
      </ul>
      <form class="stack" onSubmit={(event) => void clear(event)}>
        <label class="field">
          <span>Why can it be cleared?{held ? " The patient's phone goes on with its next sync." : ""}</span>
          <textarea
            required
            minLength={5}
            maxLength={500}
            value={because}
            onInput={(event) => setBecause(event.currentTarget.value)}
          />
        </label>
        {problem && (
          <p class="fault" role="alert">
            {problem.errors?.[0]?.detail ?? problem.detail}
          </p>
        )}
        <button type="submit" class="button-soft">
          {held ? "Clear, and let the program go on" : "Clear"}
        </button>
      </form>
    </section>
  );
}
