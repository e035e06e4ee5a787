// Safety answers no therapist has cleared. Clearing needs a reason in words; a held program then goes on.
import { useState } from "preact/hooks";
import { api } from "../../api/client";
import { useDraft } from "../draft-form";
import { Fault } from "../Problem";
import { URGENCY } from "../reasons";
import { useSending } from "../sending";
import type { RedFlag } from "../types";
import { acts } from "../work-list/live";
import { day } from "../zones";

interface Props {
  id: string;
  flags: RedFlag[];
  /** Whether an answer proposes a precaution that nobody has decided on. */
  proposes: boolean;
  onCleared: () => Promise<void>;
}

export function RedFlagsCard({ id, flags, proposes, onCleared }: Props) {
  const [because, setBecause] = useState("");
  const form = `${id} clearing`;
  const draft = useDraft<string>(form, setBecause);
  const { isBusy, problem, send } = useSending("You're offline. Nothing was cleared. Try again.", form);
  if (flags.length === 0) return null;
  const held = flags.some((flag) => flag.urgency !== "therapist");
  const clear = (event: SubmitEvent) => {
    event.preventDefault();
    void send(
      async (sent) => {
        const answer = await api.POST("/api/v1/patients/{patient_id}/red-flags/clear", {
          params: { path: { patient_id: id } },
          body: { id: sent, because, answers: flags.map((flag) => flag.id) },
        });
        // Another answer has come: it belongs on the screen before anything is cleared.
        if (answer.response.status === 409) await onCleared();
        return answer;
      },
      async () => {
        setBecause("");
        draft.done();
        acts.value++;
        await onCleared();
      },
    );
  };
  return (
    <section class="card stack red-flags" aria-label="Safety answers">
      <h2>{held ? "A safety answer holds the program" : "A safety answer to review"}</h2>
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
      {proposes && (
        <p class="soft">
          Clearing does not settle the precautions these answers propose. Decide on each under “Findings to
          decide on”; until then the exercises they speak against stay off the phone.
        </p>
      )}
      {draft.offer ?? (
        <form class="stack" onSubmit={clear}>
          <label class="field">
            <span>
              Why can it be cleared?
              {held ? " The program resumes on the patient’s phone with its next sync." : ""}
            </span>
            <textarea
              required
              minLength={5}
              maxLength={500}
              value={because}
              onInput={(event) => {
                setBecause(event.currentTarget.value);
                draft.keep(event.currentTarget.value || null);
              }}
            />
          </label>
          <Fault problem={problem} />
          <button type="submit" class="button-soft" disabled={isBusy}>
            {held ? "Clear and resume the program" : "Clear"}
          </button>
        </form>
      )}
    </section>
  );
}
