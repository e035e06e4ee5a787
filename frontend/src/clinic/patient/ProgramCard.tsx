// The program that runs: its lines, newer exercise versions, pausing and ending it.
import { useState } from "preact/hooks";
import { api } from "../../api/client";
import { Figure } from "../../figures/Figure";
import { Sheet } from "../../ui/Sheet";
import { doseText } from "../dose";
import { detailOf, useSending } from "../sending";
import type { RedFlag, RunningProgram } from "../types";
import { day } from "../zones";
import { Offers } from "./Offers";

interface Props {
  id: string;
  program: RunningProgram | null | "loading";
  answers: RedFlag[];
  isReadOnly: boolean;
  onChanged: () => Promise<void>;
}

export function ProgramCard({ id, program, answers, isReadOnly, onChanged }: Props) {
  const [asking, setAsking] = useState<"pause" | "end" | null>(null);
  const [because, setBecause] = useState("");
  const pausing = useSending("You're offline. Nothing was changed. Try again.");
  const ending = useSending("You're offline. Nothing was changed. Try again.");
  const isBusy = pausing.isBusy || ending.isBusy;
  const problem = asking === "end" ? ending.problem : pausing.problem;
  const [until, setUntil] = useState("");
  const path = { params: { path: { patient_id: id } } };
  const done = async () => {
    setAsking(null);
    setBecause("");
    await onChanged();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (asking === "pause")
      void pausing.send(
        (sent) =>
          api.POST("/api/v1/patients/{patient_id}/program/pause", {
            ...path,
            body: { id: sent, because, planned_until: until || null },
          }),
        done,
      );
    else
      void ending.send(
        (sent) =>
          api.POST("/api/v1/patients/{patient_id}/program/end", { ...path, body: { id: sent, because } }),
        done,
      );
  };
  const resume = () =>
    pausing.send(() => api.DELETE("/api/v1/patients/{patient_id}/program/pause", path), done);
  if (program === "loading")
    return (
      <section class="card stack">
        <h2>Program</h2>
        <p class="soft">Loading…</p>
      </section>
    );
  if (!program)
    return (
      <section class="card stack">
        <h2>Program</h2>
        <p class="soft">No program yet. Assign one, and it reaches the phone with its next sync.</p>
      </section>
    );
  return (
    <section class="card stack">
      <div class="row between">
        <h2>Program</h2>
        {!isReadOnly && (
          <span class="row">
            <a class="button-soft" href={`/clinic/patients/${id}/program`}>
              Change
            </a>
            {program.paused_since ? (
              <button type="button" class="button-soft" disabled={isBusy} onClick={() => void resume()}>
                Resume
              </button>
            ) : (
              <button type="button" class="button-quiet" onClick={() => setAsking("pause")}>
                Pause
              </button>
            )}
            <button type="button" class="button-quiet" onClick={() => setAsking("end")}>
              End
            </button>
          </span>
        )}
      </div>
      {program.paused_since && (
        <p class="notice">
          Paused since {day(program.paused_since)}
          {program.paused_until && `, planned until ${day(program.paused_until)}`}: {program.paused_because}.
          These dates are left out of adherence.
        </p>
      )}
      <Offers id={id} offers={program.updates} answers={answers} onTaken={onChanged} />
      {program.items.map((item) => (
        <div class="program-item" key={item.exercise}>
          <Figure figure={item.figure as never} side={item.side} alt="" still />
          <div>
            <h3>{item.name}</h3>
            <p class="small">{doseText(item)}</p>
          </div>
        </div>
      ))}
      {problem && !asking && (
        <p class="fault" role="alert">
          {problem.detail}
        </p>
      )}
      {asking && (
        <Sheet
          title={asking === "pause" ? "Pause the program" : "End the program"}
          onClose={() => setAsking(null)}
        >
          <form class="stack" onSubmit={submit}>
            <p>
              {asking === "pause"
                ? "From its next sync, the phone stops asking for exercises. The diary stays on."
                : "The program leaves the phone with its next sync. What was logged is kept."}
            </p>
            <label class="field">
              <span>Why?</span>
              <input
                required
                minLength={5}
                maxLength={300}
                value={because}
                onInput={(event) => setBecause(event.currentTarget.value)}
              />
            </label>
            {asking === "pause" && (
              <label class="field">
                <span>Until when, if you know (the work list will remind you)</span>
                <input type="date" value={until} onInput={(event) => setUntil(event.currentTarget.value)} />
              </label>
            )}
            {problem && (
              <p class="fault" role="alert">
                {detailOf(problem)}
              </p>
            )}
            <button type="submit" class="button" disabled={isBusy}>
              {asking === "pause" ? "Pause now" : "End now"}
            </button>
            <button type="button" class="button-soft" onClick={() => setAsking(null)}>
              Cancel
            </button>
          </form>
        </Sheet>
      )}
    </section>
  );
}
