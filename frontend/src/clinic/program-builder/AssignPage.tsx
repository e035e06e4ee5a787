// Assign a program from a template: pick the phase, edit the lines, see the minutes, publish.
import { useRoute } from "preact-iso";
import { NotInAnEmergency } from "../EmergencyBanner";
import { LoadProblem } from "../Problem";
import type { Builder } from "../types";
import { ProgramEditor } from "./ProgramEditor";
import { TemplateFields } from "./TemplateFields";
import { standingIn, useBuilder } from "./use-builder";
import { useNewProgram } from "./use-new-program";

export function AssignPage() {
  const { params } = useRoute();
  const id = params.id ?? "";
  return <Page key={id} id={id} />;
}

function Page({ id }: { id: string }) {
  const loaded = useBuilder(id);
  const { data } = loaded;
  const program = useNewProgram(id, data);
  if (loaded.problem) return <LoadProblem of={loaded} />;
  if (!data) return <p class="soft">Loading…</p>;
  const { templates, catalogue, builder } = data;
  if (templates.length === 0)
    return <p class="card">No program template has been published yet. Ask a curator.</p>;
  if (builder.emergency_until) return <NotInAnEmergency id={id} until={builder.emergency_until} />;
  if (program.offer)
    return (
      <>
        <h1>Assign a program to {builder.name}</h1>
        {program.offer}
      </>
    );
  const { slug, phase, startOn, draft } = program.typed;
  const { isBusy, problem } = program;
  const template = templates.find((each) => each.slug === slug);
  return (
    <form class="stack" onSubmit={program.publish}>
      <p class="small">
        <a href={`/clinic/patients/${id}`}>‹ {builder.name}</a>
      </p>
      <h1>Assign a program</h1>
      {builder.program && <Running id={id} program={builder.program} />}
      <TemplateFields
        templates={templates}
        template={template}
        phase={phase}
        startOn={startOn}
        onChoose={program.choose}
        onStart={(date) => program.change({ startOn: date })}
      />
      <ProgramEditor
        draft={draft}
        onChange={(next) => program.change({ draft: next })}
        catalogue={catalogue}
        standing={standingIn(builder, slug)}
        gates={template?.phases.find((each) => each.number === phase)?.gates ?? []}
        running={[]}
        problem={problem}
      />
      {program.answersCard}
      {problem && (
        <p class="fault" role="alert">
          {problem.detail}
        </p>
      )}
      <button class="button" type="submit" disabled={isBusy || draft.items.length === 0}>
        Publish the program
      </button>
    </form>
  );
}

function Running({ id, program }: { id: string; program: NonNullable<Builder["program"]> }) {
  return (
    <p class="notice">
      “{program.name}” is running and ends the day before this one starts. To change it instead,{" "}
      <a href={`/clinic/patients/${id}/program`}>edit the running program</a>.
    </p>
  );
}
