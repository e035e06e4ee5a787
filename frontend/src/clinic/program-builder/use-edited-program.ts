// The next version of the running program while it is put together: what was typed, the version it was made from, and
// the one that a colleague has published meanwhile.
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { api } from "../../api/client";
import { useDraft } from "../draft-form";
import { codeOf, useSending } from "../sending";
import type { RunningProgram } from "../types";
import { useOpenAnswers } from "./OpenAnswers";
import { type DraftProgram, draftOf, nextPhaseItems, stepBackItems, toItem } from "./program-lines";
import { type BuilderData, fetchBuilder } from "./use-builder";

interface Typed {
  /** The version this draft was made from; it moves on when a colleague's version is looked at. */
  base: RunningProgram;
  draft: DraftProgram;
  phase: number;
}

export type EditedProgram = ReturnType<typeof useEditedProgram>;

export function useEditedProgram(id: string, data: BuilderData | null) {
  const { route, query } = useLocation();
  const [typed, setTyped] = useState<Typed | null>(null);
  const [theirs, setTheirs] = useState<RunningProgram | null>(null);
  const form = `${id} program`;
  const kept = useDraft<Typed>(form, (found) => {
    const now = data?.builder.program;
    setTyped(found);
    // Somebody has published since it was typed.
    if (now && now.version_id !== found.base.version_id) setTheirs(now);
  });
  const { isBusy, problem, setProblem, send } = useSending(
    "You're offline. Nothing was published. Try again.",
    form,
  );
  const answers = useOpenAnswers(id, data?.builder.red_flags);
  useEffect(() => {
    if (data?.builder.program && !typed) setTyped(begin(data.builder.program, data, query));
  }, [data]);

  /** Change by hand: kept from then on. */
  const change = (next: Partial<Typed>) => {
    if (!typed) return;
    setTyped({ ...typed, ...next });
    kept.keep({ ...typed, ...next });
  };
  const choosePhase = (phase: number) => {
    const template = data?.templates.find((each) => each.slug === typed?.base.protocol);
    if (!data || !typed || !template) return;
    const { base, draft } = typed;
    const items =
      phase === base.phase
        ? draftOf(base, data).items
        : nextPhaseItems(template, phase, base, data.builder.stiff_side);
    change({ phase, draft: { ...draft, items } });
  };
  const publish = (event: SubmitEvent) => {
    event.preventDefault();
    if (!typed) return;
    const { base, draft, phase } = typed;
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
  /** Go on from the colleague's version, with one draft or the other. */
  const settle = (draft: DraftProgram) => {
    change({ draft, ...(theirs ? { base: theirs } : {}) });
    setTheirs(null);
    setProblem(null);
  };
  const { offer } = kept;
  return {
    typed,
    theirs,
    change,
    choosePhase,
    publish,
    settle,
    offer,
    answersCard: answers.card,
    isBusy,
    problem,
  };
}

/** The running program as it is opened: as it is, in another phase, or one step back from what hurt. */
function begin(program: RunningProgram, data: BuilderData, query: Record<string, string>): Typed {
  const phase = query.phase === "next" ? program.phase + 1 : Number(query.phase) || program.phase;
  const template = data.templates.find((each) => each.slug === program.protocol);
  const hurt = query.step_back?.split(",").filter(Boolean);
  const draft = draftOf(program, data);
  if (phase !== program.phase && template)
    draft.items = nextPhaseItems(template, phase, program, data.builder.stiff_side);
  else if (hurt) draft.items = stepBackItems(hurt, program, data);
  return { base: program, phase, draft };
}
