// Change the running program: the next version, with what differs shown before it is published. When a colleague
// publishes meanwhile, their changes are shown beside this draft, which is kept.
import { useEffect, useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { api } from "../../api/client";
import { programChanges } from "../../domain/program-changes";
import { steppedBack } from "../../domain/step-back";
import { useDraft } from "../draft-form";
import { NotInAnEmergency } from "../EmergencyBanner";
import { LoadProblem } from "../Problem";
import { codeOf, useSending } from "../sending";
import type { RunningProgram, Template } from "../types";
import { dayAt } from "../zones";
import { ChangeList } from "./ChangeList";
import { useOpenAnswers } from "./OpenAnswers";
import { type DraftProgram, ProgramEditor, toItem } from "./ProgramEditor";
import { against, coveredReasons, withSide } from "./precautions";
import { type BuilderData, fetchBuilder, standingIn, useBuilder } from "./use-builder";

/** A reason that no longer covers all that stands against an exercise is not offered again: it has to be thought about. */
const draftOf = (program: RunningProgram, { builder, catalogue }: BuilderData): DraftProgram => ({
  items: structuredClone(program.items) as DraftProgram["items"],
  note: program.note,
  rule: program.headache_rule,
  confirmed: [],
  overrides: coveredReasons(
    program,
    new Map(catalogue.map((each) => [each.exercise, each])),
    standingIn(builder, "running"),
  ),
});

/** The next phase's lines from the template; an exercise that stays keeps its side and note. */
export function nextPhaseItems(
  template: Template,
  phase: number,
  program: RunningProgram,
  stiffSide: string,
): DraftProgram["items"] {
  const items = template.phases.find((each) => each.number === phase)?.items ?? [];
  return items.map((item) => {
    const now = program.items.find((each) => each.exercise === item.exercise);
    const line = { ...item, ...(now ? { side: now.side, note: now.note } : {}) };
    return withSide(line, stiffSide) as DraftProgram["items"][number];
  });
}

/** The running program one step back from what hurt: easier exercises that nothing stands against, or half the dose. */
export function stepBackItems(
  hurt: string[],
  program: RunningProgram,
  { builder, catalogue }: BuilderData,
): DraftProgram["items"] {
  const known = new Map(catalogue.map((each) => [each.exercise, each]));
  const standing = standingIn(builder, "running");
  const taken = new Set(program.items.map((each) => each.exercise));
  return steppedBack(program.items as DraftProgram["items"], hurt, ({ exercise, note }) => {
    for (const slug of known.get(exercise)?.easier ?? []) {
      const found = known.get(slug);
      // What has to be taught in person is no quick way back.
      if (!found || taken.has(slug) || found.gates.length || against(found, known, standing).length) continue;
      taken.add(slug);
      const { name, figure, dose } = found;
      return withSide({ ...dose, exercise: slug, name, figure, note }, builder.stiff_side);
    }
    return null;
  });
}

interface Typed {
  base: RunningProgram;
  draft: DraftProgram;
  phase: number;
}

export function EditPage() {
  const { params } = useRoute();
  const id = params.id ?? "";
  return <Page key={id} id={id} />;
}

function Page({ id }: { id: string }) {
  const { route, query } = useLocation();
  const builderData = useBuilder(id);
  const { data } = builderData;
  /** The version this draft was made from; it moves on when a colleague's version is looked at. */
  const [base, setBase] = useState<RunningProgram | null>(null);
  const [theirs, setTheirs] = useState<RunningProgram | null>(null);
  const [draft, setDraft] = useState<DraftProgram | null>(null);
  const [phase, setPhase] = useState(1);
  const form = `${id} program`;
  const kept = useDraft<Typed>(form, (typed) => {
    const now = data?.builder.program;
    setBase(typed.base);
    setDraft(typed.draft);
    setPhase(typed.phase);
    // Somebody has published since it was typed.
    if (now && now.version_id !== typed.base.version_id) setTheirs(now);
  });
  const { isBusy, problem, setProblem, send } = useSending(
    "You're offline. Nothing was published. Try again.",
    form,
  );
  const answers = useOpenAnswers(id, data?.builder.red_flags);

  useEffect(() => {
    const program = data?.builder.program;
    if (!program || base) return;
    const wanted = query.phase === "next" ? program.phase + 1 : Number(query.phase) || program.phase;
    const template = data.templates.find((each) => each.slug === program.protocol);
    setBase(program);
    setPhase(wanted);
    const hurt = query.step_back?.split(",").filter(Boolean);
    setDraft({
      ...draftOf(program, data),
      ...(hurt ? { items: stepBackItems(hurt, program, data) } : {}),
      ...(wanted !== program.phase && template
        ? { items: nextPhaseItems(template, wanted, program, data.builder.stiff_side) }
        : {}),
    });
  }, [data]);

  if (builderData.problem) return <LoadProblem of={builderData} />;
  if (!data || (data.builder.program && !draft)) return <p class="soft">Loading…</p>;
  if (data.builder.emergency_until) return <NotInAnEmergency id={id} until={data.builder.emergency_until} />;
  if (!data.builder.program || !draft || !base)
    return (
      <p class="card">
        No program is running. <a href={`/clinic/patients/${id}/assign`}>Assign one</a>.
      </p>
    );
  const template = data.templates.find((each) => each.slug === base.protocol);
  const changes = programChanges(base.items as never, draft.items as never);
  const phases = template?.phases ?? [];
  if (kept.offer)
    return (
      <>
        <h1>Change the program of {data.builder.name}</h1>
        {kept.offer}
      </>
    );

  /** Change by hand: kept from then on. */
  const change = (typed: Partial<Typed>) => {
    const next = { base, draft, phase, ...typed };
    setBase(next.base);
    setDraft(next.draft);
    setPhase(next.phase);
    kept.keep(next);
  };
  const publish = (event: SubmitEvent) => {
    event.preventDefault();
    const body = {
      base: base.version_id,
      phase,
      note: draft.note,
      headache_rule: draft.rule,
      confirmed: draft.confirmed,
      overrides: draft.overrides,
      items: draft.items.map(toItem),
      ...answers.read,
    };
    void send(
      async (sent) => {
        const answer = await api.POST("/api/v1/patients/{patient_id}/program", {
          params: { path: { patient_id: id } },
          body: { id: sent, ...body },
        });
        if (codeOf(answer) === "newer_version") setTheirs((await fetchBuilder(id))?.program ?? null);
        await answers.lookAgain(answer);
        return answer;
      },
      () => {
        kept.done();
        route(`/clinic/patients/${id}`);
      },
    );
  };
  const settle = (next: DraftProgram) => {
    change({ base: theirs ?? base, draft: next });
    setTheirs(null);
    setProblem(null);
  };

  return (
    <form class="stack" onSubmit={publish}>
      <p class="small">
        <a href={`/clinic/patients/${id}`}>‹ {data.builder.name}</a>
      </p>
      <h1>Change the program</h1>
      <section class="card stack">
        <p>
          <b>{base.name}</b>, version {base.number} of {dayAt(base.published_at, data.builder.time_zone)} by{" "}
          {base.published_by}
        </p>
        {phases.length > 0 && (
          <label class="field narrow">
            <span>Phase</span>
            <select
              value={phase}
              onChange={(event) => {
                const next = Number(event.currentTarget.value);
                if (!template) return;
                const items =
                  next === base.phase
                    ? draftOf(base, data).items
                    : nextPhaseItems(template, next, base, data.builder.stiff_side);
                change({ phase: next, draft: { ...draft, items } });
              }}
            >
              {phases.map((each) => (
                <option key={each.number} value={each.number}>
                  {each.number}. {each.name}
                  {each.number === base.phase ? " (now)" : ""}
                </option>
              ))}
            </select>
          </label>
        )}
      </section>
      {theirs && (
        <section class="card stack conflict" role="alert">
          <h2>{theirs.published_by} changed the program meanwhile</h2>
          <p>What version {theirs.number} changed:</p>
          <ChangeList changes={programChanges(base.items as never, theirs.items as never)} />
          <p>None of your work is lost. Your draft is below.</p>
          <div class="row">
            <button type="button" class="button-soft" onClick={() => settle(draft)}>
              Keep my draft and publish it after theirs
            </button>
            <button type="button" class="button-soft" onClick={() => settle(draftOf(theirs, data))}>
              Use theirs
            </button>
          </div>
        </section>
      )}
      <ProgramEditor
        draft={draft}
        onChange={(next) => change({ draft: next })}
        catalogue={data.catalogue}
        standing={standingIn(data.builder, "running")}
        gates={phase === base.phase ? [] : (phases.find((each) => each.number === phase)?.gates ?? [])}
        running={base.items.map((item) => item.exercise)}
        problem={problem}
      />
      <section class="card stack">
        <h2>What will change</h2>
        <ChangeList changes={changes} />
      </section>
      {answers.card}
      {problem && !theirs && (
        <p class="fault" role="alert">
          {problem.detail}
        </p>
      )}
      <button class="button" type="submit" disabled={isBusy || draft.items.length === 0 || theirs !== null}>
        Publish version {base.number + 1}
      </button>
    </form>
  );
}
