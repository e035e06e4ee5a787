// The plan as the phone keeps it, and what it asks of a day.
import type { LocalDate } from "./dates";
import type { HeadacheRule } from "./gentle";
import { dueSlots, type Slot } from "./schedule";

export type Language = "en" | "es";
export type Side = "none" | "each" | "alternate" | "left" | "right";

export interface Dose {
  sets: number;
  reps: number;
  hold_seconds: number;
  rest_seconds: number;
  per_day: number;
  days_week: number;
  side: Side;
  type: DoseType;
  /** What the dial of a pressure cuff should show. */
  target_mmhg?: number | null;
  note: string;
}

/** How the player runs an exercise: docs/player.md. */
export type DoseType =
  | "reps"
  | "hold"
  | "timed"
  | "breathing"
  | "walk"
  | "contract_relax"
  | "checklist"
  | "habit";

/** One movement of a repetition: the pose it ends in, its seconds, and whether the dose's hold follows. */
export interface Move {
  pose: number;
  s: number;
  hold?: boolean;
  /** The line that is said with it, when not that of its own place; -1 is none but "and back". */
  say?: number;
}

/** The pace of an exercise; empty in versions of before. */
export interface Tempo {
  get_ready_s?: number;
  change_s?: number;
  moves?: Move[];
  /** Of a habit or checklist: the seconds of each step. */
  step_s?: number[];
}

/** What the easier version changes; empty: half of the dose. */
export interface Easier {
  exercise?: Shown & {
    slug: string;
    dose: Pick<Dose, "sets" | "reps" | "hold_seconds" | "rest_seconds" | "type" | "side" | "target_mmhg">;
  };
  dose?: Partial<Pick<Dose, "sets" | "reps" | "hold_seconds" | "rest_seconds">>;
  target_down?: number;
  /** How far the figure goes: 0.5 is half the movement. */
  reach?: number;
  moves?: Move[];
  steps?: number;
}

export interface Words {
  name: string;
  cue: string;
  start: string;
  steps: string[];
  feel: string;
  mistakes: string[];
  stop_if: string;
  /** Missing in a curator's draft. */
  ready_when?: string;
  easier: string;
  alt: string;
  /** Said with each movement of a repetition. */
  say?: string[];
}

export interface Pose {
  joints: Record<string, number>;
  x?: number;
  y?: number;
  turn?: number;
  /** How far the chin goes to the chest in a view from the front, 0 to 1. */
  nod?: number;
  /** Joint -> [right, down], how far it is moved. */
  offsets?: Record<string, [number, number]>;
  /** Joint -> how long its limb looks: 1 in full, 0 pointing at the viewer, below 0 turned over. */
  stretch?: Record<string, number>;
  /** Wrist -> the shape of its hand; open where none is said. */
  hands?: Record<string, string>;
}

export interface Arrow {
  from: [number, number];
  to: [number, number];
  bend?: number;
}

/** Easy moves for rough days, and how to go on; there when the headache-day rule asks for it. */
export interface FlarePlan {
  days: number;
  trigger: Record<Language, string>;
  then: Record<Language, string>;
  items: Pick<PlanItem, "exercise" | "dose" | "words" | "figure" | "media" | "against">[];
}

/** A photo or video of an exercise, named by its sum. */
export interface Media {
  file: string;
  kind: "photo" | "video";
  alt: Record<Language, string>;
  credit: string;
}

export interface FigureData {
  rig: string;
  /** Where the pose starts from, for those who write figures. */
  base?: string;
  /** The side of the patient that the poses show. */
  shows?: "left" | "right";
  mirrors?: "picture" | "limbs";
  view?: number[];
  props: string[];
  cues: string[];
  arrows?: Arrow[];
  poses: Pose[];
}

/** What the player shows and says of an exercise. */
export interface Shown {
  words: Record<Language, Words>;
  figure: FigureData;
  /** How one lies, sits or stands. */
  position?: string;
  tempo?: Tempo;
  /** The most pain (NRS) to go on with. */
  pain_limit?: number;
}

export interface PlanItem extends Shown {
  id: string;
  exercise: string;
  dose: Dose;
  media?: Media[];
  /** What is left of it while only gentle items go on; absent from a server of before, as is the next. */
  gentle?: "full" | "half" | "rest";
  /** Precautions that hold it as soon as an answer proposes one. */
  against?: string[];
  easier?: Easier;
  /** Set while the easier version is done. */
  reach?: number;
}

export interface Plan {
  program_id: string;
  version_id: string;
  version_number: number;
  name: Record<Language, string>;
  phase: number;
  phase_name: Record<Language, string>;
  note: string;
  headache_rule?: HeadacheRule | null;
  /** Absent from a server of before. */
  flare?: FlarePlan | null;
  start_on: LocalDate;
  published_at: string;
  therapist: string;
  items: PlanItem[];
  /** Precautions that hold the whole program. */
  against?: string[];
  /** What a therapist looks at again before it goes on; it is not among the items. */
  held_items?: { exercise: string; name: Record<Language, string> }[];
}

/** The items due in one part of a day, in the therapist's order. */
export function itemsDue(plan: Plan, on: LocalDate, slot: Slot): PlanItem[] {
  return plan.items.filter((item) => dueSlots(item.dose, plan.start_on, on).includes(slot));
}
