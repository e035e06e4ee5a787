// Change the running program: the next version, with what differs shown before it is published. When a colleague
// publishes meanwhile, their changes are shown beside this draft, which is kept.
import { useRoute } from "preact-iso";
import { programChanges } from "../../domain/program-changes";
import { NotInAnEmergency } from "../EmergencyBanner";
import { LoadProblem } from "../Problem";
import type { RunningProgram, Template } from "../types";
import { dayAt } from "../zones";
import { ChangeList } from "./ChangeList";
import { ProgramEditor } from "./ProgramEditor";
import { draftOf } from "./program-lines";
import { type BuilderData, standingIn, useBuilder } from "./use-builder";
import { type EditedProgram, useEditedProgram } from "./use-edited-program";

export function EditPage() {
  const { params } = useRoute();
  const id = params.id ?? "";
  return <Page key={id} id={id} />;
}

function Page({ id }: { id: string }) {
  const loaded = useBuilder(id);
  const { data } = loaded;
  const program = useEditedProgram(id, data);
  if (loaded.problem) return <LoadProblem of={loaded} />;
  if (!data || (data.builder.program && !program.typed)) return <p class="soft">Loading…</p>;
  if (data.builder.emergency_until) return <NotInAnEmergency id={id} until={data.builder.emergency_until} />;
  if (!data.builder.program || !program.typed)
    return (
      <p class="card">
        No program is running. <a href={`/clinic/patients/${id}/assign`}>Assign one</a>.
      </p>
    );
  if (program.offer)
    return (
      <>
        <h1>Change the program of {data.builder.name}</h1>
        {program.offer}
      </>
    );
  return <Form id={id} data={data} program={program} typed={program.typed} />;
}

interface FormProps {
  id: string;
  data: BuilderData;
  program: EditedProgram;
  typed: NonNullable<EditedProgram["typed"]>;
}

function Form({ id, data, program, typed: { base, draft, phase } }: FormProps) {
  const { theirs, problem } = program;
  const template = data.templates.find((each) => each.slug === base.protocol);
  const gates = template?.phases.find((each) => each.number === phase)?.gates ?? [];
  return (
    <form class="stack" onSubmit={program.publish}>
      <p class="small">
        <a href={`/clinic/patients/${id}`}>‹ {data.builder.name}</a>
      </p>
      <h1>Change the program</h1>
      <section class="card stack">
        <p>
          <b>{base.name}</b>, version {base.number} of {dayAt(base.published_at, data.builder.time_zone)} by{" "}
          {base.published_by}
        </p>
        {template && (
          <PhaseChoice
            phases={template.phases}
            phase={phase}
            now={base.phase}
            onChoose={program.choosePhase}
          />
        )}
      </section>
      {theirs && (
        <Meanwhile
          base={base}
          theirs={theirs}
          onKeep={() => program.settle(draft)}
          onTake={() => program.settle(draftOf(theirs, data))}
        />
      )}
      <ProgramEditor
        draft={draft}
        onChange={(next) => program.change({ draft: next })}
        catalogue={data.catalogue}
        standing={standingIn(data.builder, "running")}
        gates={phase === base.phase ? [] : gates}
        running={base.items.map((item) => item.exercise)}
        problem={problem}
      />
      <section class="card stack">
        <h2>What will change</h2>
        <ChangeList changes={programChanges(base.items, draft.items)} />
      </section>
      {program.answersCard}
      {problem && !theirs && (
        <p class="fault" role="alert">
          {problem.detail}
        </p>
      )}
      <button
        class="button"
        type="submit"
        disabled={program.isBusy || draft.items.length === 0 || theirs !== null}
      >
        Publish version {base.number + 1}
      </button>
    </form>
  );
}

interface PhaseProps {
  phases: Template["phases"];
  phase: number;
  /** The phase that runs. */
  now: number;
  onChoose: (phase: number) => void;
}

function PhaseChoice({ phases, phase, now, onChoose }: PhaseProps) {
  if (phases.length === 0) return null;
  return (
    <label class="field narrow">
      <span>Phase</span>
      <select value={phase} onChange={(event) => onChoose(Number(event.currentTarget.value))}>
        {phases.map((each) => (
          <option key={each.number} value={each.number}>
            {each.number}. {each.name}
            {each.number === now ? " (now)" : ""}
          </option>
        ))}
      </select>
    </label>
  );
}

interface MeanwhileProps {
  base: RunningProgram;
  theirs: RunningProgram;
  onKeep: () => void;
  onTake: () => void;
}

/** A colleague has published since this draft was begun. */
function Meanwhile({ base, theirs, onKeep, onTake }: MeanwhileProps) {
  return (
    <section class="card stack conflict" role="alert">
      <h2>{theirs.published_by} changed the program meanwhile</h2>
      <p>What version {theirs.number} changed:</p>
      <ChangeList changes={programChanges(base.items, theirs.items)} />
      <p>None of your work is lost. Your draft is below.</p>
      <div class="row">
        <button type="button" class="button-soft" onClick={onKeep}>
          Keep my draft and publish it after theirs
        </button>
        <button type="button" class="button-soft" onClick={onTake}>
          Use theirs
        </button>
      </div>
    </section>
  );
}
