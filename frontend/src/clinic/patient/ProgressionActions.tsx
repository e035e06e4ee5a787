// Every rule of the phase is met: accept the next phase as the template has it, edit it first, or say no and why.
import { useState } from "preact/hooks";
import { api } from "../../api/client";
import { Fault } from "../Problem";
import { nextPhaseItems, toItem } from "../program-builder/program-lines";
import { askBuilder } from "../program-builder/use-builder";
import { useSending } from "../sending";

const GONE = { status: 404, code: "gone", detail: "The program has changed. Reload the page." };

interface Props {
  id: string;
  nextName: string;
  onDone: () => Promise<void>;
}

export function ProgressionActions({ id, nextName, onDone }: Props) {
  const [declining, setDeclining] = useState(false);
  const [because, setBecause] = useState("");
  const moving = useSending("You're offline. Nothing was changed. Try again.");
  const declined = useSending("You're offline. Nothing was changed. Try again.");
  const problem = moving.problem ?? declined.problem;
  const [phase, setPhase] = useState<number | null>(null);
  const path = { params: { path: { patient_id: id } } };
  const accept = async (sent: string) => {
    const [now, templates] = await Promise.all([askBuilder(id), api.GET("/api/v1/templates")]);
    if (!now.data || !templates.data) return { error: now.error ?? templates.error ?? GONE };
    const { program } = now.data;
    const template = templates.data.find((each) => each.slug === program?.protocol);
    if (!program || !template) return { error: GONE };
    setPhase(program.phase + 1);
    // An open safety answer is read in the builder, not here: then this is refused, and leads there.
    return api.POST("/api/v1/patients/{patient_id}/program", {
      ...path,
      body: {
        id: sent,
        base: program.version_id,
        phase: program.phase + 1,
        note: program.note,
        headache_rule: program.headache_rule,
        confirmed: [],
        answers_read: [],
        open_answer_reason: "",
        overrides: program.overrides,
        items: nextPhaseItems(template, program.phase + 1, program, now.data.stiff_side).map(toItem),
      },
    });
  };
  return (
    <div class="stack">
      <div class="row">
        <button
          type="button"
          class="button"
          disabled={moving.isBusy}
          onClick={() => void moving.send(accept, onDone)}
        >
          Move to “{nextName}”
        </button>
        <a class="button-soft" href={`/clinic/patients/${id}/program?phase=next`}>
          Edit first
        </a>
        <button type="button" class="button-quiet" onClick={() => setDeclining(!declining)}>
          Not yet
        </button>
      </div>
      {declining && (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void declined.send(
              (sent) =>
                api.POST("/api/v1/patients/{patient_id}/program/decline", {
                  ...path,
                  body: { id: sent, because },
                }),
              onDone,
            );
          }}
        >
          <label class="field">
            <span>Why not yet? It won’t be suggested again for a week.</span>
            <input
              required
              minLength={5}
              maxLength={300}
              value={because}
              onInput={(event) => setBecause(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="button-soft" disabled={declined.isBusy}>
            Decline
          </button>
        </form>
      )}
      <Fault problem={problem}>
        {phase && <a href={`/clinic/patients/${id}/program?phase=${phase}`}>Open in the builder</a>}
      </Fault>
    </div>
  );
}
