// The lines of a program as the builder edits them, and where they come from: a template's phase, the library, or the
// running program, kept or one step back.
import { steppedBack } from "../../domain/step-back";
import type { CatalogueItem, HeadacheRule, ProgramLine, RunningProgram, Template } from "../types";
import { against, coveredReasons, withSide } from "./precautions";
import { type BuilderData, standingIn } from "./use-builder";

export interface DraftProgram {
  items: ProgramLine[];
  note: string;
  rule: HeadacheRule | null;
  confirmed: string[];
  overrides: Record<string, string>;
}

/** The running program as a draft. A reason that no longer covers what stands against an exercise is left out: it has to be thought about. */
export function draftOf(program: RunningProgram, { builder, catalogue }: BuilderData): DraftProgram {
  return {
    items: structuredClone(program.items) as ProgramLine[],
    note: program.note,
    rule: program.headache_rule,
    confirmed: [],
    overrides: coveredReasons(
      program,
      new Map(catalogue.map((each) => [each.exercise, each])),
      standingIn(builder, "running"),
    ),
  };
}

/** A template's phase as it is assigned first. */
export function phaseItems(template: Template, phase: number, stiffSide: string): ProgramLine[] {
  const lines = structuredClone(template.phases.find((each) => each.number === phase)?.items ?? []);
  return lines.map((line) => withSide(line, stiffSide)) as ProgramLine[];
}

/** The next phase's lines from the template; an exercise that stays keeps its side and note. */
export function nextPhaseItems(
  template: Template,
  phase: number,
  program: RunningProgram,
  stiffSide: string,
): ProgramLine[] {
  const items = template.phases.find((each) => each.number === phase)?.items ?? [];
  return items.map((item) => {
    const now = program.items.find((each) => each.exercise === item.exercise);
    const line = { ...item, ...(now ? { side: now.side, note: now.note } : {}) };
    return withSide(line, stiffSide) as ProgramLine;
  });
}

/** The running program one step back from what hurt: easier exercises that nothing stands against, or half the dose. */
export function stepBackItems(
  hurt: string[],
  program: RunningProgram,
  { builder, catalogue }: BuilderData,
): ProgramLine[] {
  const known = new Map(catalogue.map((each) => [each.exercise, each]));
  const standing = standingIn(builder, "running");
  const taken = new Set(program.items.map((each) => each.exercise));
  return steppedBack(program.items as ProgramLine[], hurt, ({ exercise, note }) => {
    for (const slug of known.get(exercise)?.easier ?? []) {
      const found = known.get(slug);
      // What has to be taught in person is no quick way back.
      if (!found || taken.has(slug) || found.gates.length || against(found, known, standing).length) continue;
      taken.add(slug);
      return { ...fromLibrary(found, builder.stiff_side), note };
    }
    return null;
  });
}

/** An exercise as it is added from the library. */
export function fromLibrary({ exercise, name, figure, dose }: CatalogueItem, stiffSide: string): ProgramLine {
  return withSide({ ...dose, exercise, name, figure, note: "" }, stiffSide);
}

/** A line as the API takes it. */
export function toItem(line: ProgramLine) {
  const {
    name: _name,
    figure: _figure,
    minutes_a_day: _minutes,
    alternatives: _alternatives,
    ...dose
  } = line;
  return dose;
}

/** What a line becomes, and why it is offered. */
export interface Swap {
  item: CatalogueItem;
  why: string;
}

/** What an exercise can be swapped for: the template's alternatives, then easier and harder ones, none twice. */
export function swapsFor(item: ProgramLine, known: Map<string, CatalogueItem>, items: ProgramLine[]): Swap[] {
  const about = known.get(item.exercise);
  const wanted = [
    ...(item.alternatives ?? []).map(({ exercise, because }) => ({
      exercise,
      why: because ? `with ${because.replaceAll("_", " ")}` : "also suits this phase",
    })),
    ...(about?.easier ?? []).map((exercise) => ({ exercise, why: "easier" })),
    ...(about?.harder ?? []).map((exercise) => ({ exercise, why: "harder" })),
  ];
  const taken = new Set(items.map((each) => each.exercise));
  return wanted.flatMap(({ exercise, why }) => {
    const found = known.get(exercise);
    if (!found || taken.has(exercise)) return [];
    taken.add(exercise);
    return [{ item: found, why }];
  });
}
