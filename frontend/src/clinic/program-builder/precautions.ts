// Which exercises a patient's precautions block, and which ask for care; the server decides by the same rule.
import type { Wire } from "../../wire/shapes";
import type { CatalogueItem, RunningProgram } from "../types";

/** What a program has to fit. `wholeProgram`: what stands against the program as a whole. */
export interface Standing {
  precautions: string[];
  neckCore: string[];
  wholeProgram: string[];
  stiffSide: string;
  /** Date of the flexion-rotation test that says so. */
  stiffSince: string | null;
}

export type Precaution = Wire<"PrecautionCode">;
export const PRECAUTIONS: Record<Precaution, string> = {
  acute_fracture: "fracture of neck, spine or rib",
  cervical_instability: "instability of the neck",
  cervical_myelopathy: "spinal cord signs",
  vertebral_artery_symptoms: "neck artery symptoms",
  recent_surgery: "recent surgery (neck, shoulder, chest)",
  recent_trauma_uncleared: "recent injury, not cleared",
  inflammatory_neck: "inflammatory disease of the neck",
  connective_tissue_laxity: "hypermobility, lax connective tissue",
  radiculopathy: "arm symptoms from a neck nerve",
  osteoporosis: "osteoporosis",
  dizziness: "dizziness",
  shoulder_pathology: "painful or injured shoulder",
  tmj_pain: "jaw joint pain",
  hypertension_uncontrolled: "uncontrolled high blood pressure",
  eye_pressure: "raised eye pressure, eye surgery",
  pregnancy_supine: "pregnancy: no long lying on the back",
  pregnancy_prone: "pregnancy: not face down",
  cannot_lie_prone: "cannot lie face down",
  wrist_or_knee_pain: "no weight on hands or knees",
  breathing_condition: "breathing condition",
  cardiac_unstable: "unstable heart disease",
  balance_fall_risk: "unsteady, falls",
  latex_allergy: "latex allergy",
  skin_or_bleeding_risk: "fragile skin or bleeding risk",
};

/** What stands against an exercise without being a precaution. */
const OTHERS: Record<string, string> = {
  stiff_left: "the flexion-rotation test is positive on the left",
  stiff_right: "the flexion-rotation test is positive on the right",
  under_18: "may be under 18",
  not_gentle: "not among the gentle items",
};

const NAMES: Record<string, string> = { ...PRECAUTIONS, ...OTHERS };

export const precautionName = (tag: string): string => NAMES[tag] ?? tag.replaceAll("_", " ");

const expanded = (tags: string[], neckCore: string[]) =>
  new Set(tags.flatMap((tag) => (tag === "NECK_CORE" ? neckCore : [tag])));

/** Whether an exercise is done to one side only: the library leaves its side for the therapist to choose. */
export const needsSide = (item: CatalogueItem | undefined): boolean => item?.dose.side === "";

/** A line as it is added: the side that the examination found, or none yet. */
export function withSide<Line extends { side?: string }>(line: Line, stiffSide: string): Line {
  return line.side === "" ? { ...line, side: stiffSide } : line;
}

/** What stands against a line: precautions, and the side when the examination found the other one. */
export function against(
  line: { exercise: string; side?: string },
  known: Map<string, CatalogueItem>,
  standing: Standing,
): string[] {
  const item = known.get(line.exercise);
  const found = standingAgainst(item?.contraindications ?? [], standing.precautions, standing.neckCore);
  const turnsAway = needsSide(item) && standing.stiffSide && line.side && line.side !== standing.stiffSide;
  return turnsAway ? [...found, `stiff_${standing.stiffSide}`] : found;
}

/** The reasons of a running program that still cover all that stands against what they were given for. */
export function coveredReasons(
  program: RunningProgram,
  known: Map<string, CatalogueItem>,
  standing: Standing,
): Record<string, string> {
  const tags = (name: string) => {
    if (name === "template") return standing.wholeProgram;
    const line = program.items.find((each) => each.exercise === name);
    return line ? against(line, known, standing) : [];
  };
  return Object.fromEntries(
    Object.entries(program.overrides).filter(([name]) =>
      tags(name).every((tag) => program.overridden[name]?.includes(tag)),
    ),
  );
}

/** A patient's precautions that stand among an exercise's tags: its contraindications block, its cautions ask for care. */
export function standingAgainst(tags: string[], precautions: string[], neckCore: string[]): string[] {
  const against = expanded(tags, neckCore);
  return precautions.filter((tag) => against.has(tag));
}
