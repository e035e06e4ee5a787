// The program that runs: its lines, newer exercise versions, pausing and ending it.
import { useState } from "preact/hooks";
import { api } from "../../api/client";
import { Figure } from "../../figures/Figure";
import type { Loaded } from "../../ui/request";
import { doseText } from "../dose";
import { Fault, LoadFault } from "../Problem";
import { useSending } from "../sending";
import type { Builder, RedFlag, RunningProgram } from "../types";
import { day } from "../zones";
import { Offers } from "./Offers";
import { StopSheet } from "./StopSheet";

interface Props {
  id: string;
  builder: Loaded<Builder>;
  answers: RedFlag[];
  isReadOnly: boolean;
  onChanged: () => Promise<void>;
}

export function ProgramCard({ id, builder, answers, isReadOnly, onChanged }: Props) {
  const program = builder.data?.program;
  if (!program)
    return (
      <section class="card stack">
        <h2>Program</h2>
        <LoadFault of={builder} />
        {builder.data && (
          <p class="soft">No program yet. Assign one, and it reaches the phone with its next sync.</p>
        )}
        {!builder.data && !builder.problem && <p class="soft">Loading…</p>}
      </section>
    );
  return (
    <section class="card stack">
      <ProgramHead id={id} program={program} isReadOnly={isReadOnly} onChanged={onChanged} />
      <LoadFault of={builder} />
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
          <Figure figure={item.figure} side={item.side} alt="" still />
          <div>
            <h3>{item.name}</h3>
            <p class="small">{doseText(item)}</p>
          </div>
        </div>
      ))}
    </section>
  );
}

interface HeadProps {
  id: string;
  program: RunningProgram;
  isReadOnly: boolean;
  onChanged: () => Promise<void>;
}

function ProgramHead({ id, program, isReadOnly, onChanged }: HeadProps) {
  const [asking, setAsking] = useState<"pause" | "end" | null>(null);
  const { isBusy, problem, retry, send } = useSending("You're offline. Nothing was changed. Try again.");
  const resume = () =>
    send(
      () =>
        api.DELETE("/api/v1/patients/{patient_id}/program/pause", { params: { path: { patient_id: id } } }),
      onChanged,
    );
  return (
    <>
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
      <Fault problem={problem} retry={retry} />
      {asking && <StopSheet id={id} act={asking} onClose={() => setAsking(null)} onDone={onChanged} />}
    </>
  );
}
