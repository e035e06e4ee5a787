// The plan as the phone keeps it, and what it asks of a day.
import type { Since, Wire, With } from "../wire/shapes";
import type { LocalDate } from "./dates";
import { dueSlots, type Slot } from "./schedule";

export type Language = Wire<"LanguageCode">;
export type Dose = Since<Wire<"PlannedDose">, "target_mmhg">;
export type Move = Wire<"Move">;
export type Tempo = Wire<"Tempo">;
export type Words = Wire<"Words">;
export type Pose = Wire<"Pose">;
export type Arrow = Wire<"Arrow">;
export type Media = Wire<"Media">;
/** A curator's draft may have no base yet. */
export type FigureData = Since<Wire<"Figure">, "base">;

/** Absent from a server of before. */
type Pace = "position" | "tempo" | "pain_limit";

/** What the player shows and says of an exercise. */
export type Shown = With<
  Since<Pick<Wire<"PlanItem">, "words" | "figure" | Pace>, Pace>,
  { figure: FigureData }
>;
/** What the easier version changes; empty: half of the dose. */
export type Easier = With<
  Wire<"Easier">,
  { exercise?: Shown & { slug: string; dose: Since<Wire<"InsteadDose">, "target_mmhg"> } }
>;

/** Easy moves for rough days, and how to go on; there when the headache-day rule asks for it. */
export type FlarePlan = With<Wire<"FlarePlan">, { items: FlareItem[] }>;
type FlareItem = With<Since<Wire<"FlareItem">, "against">, { dose: Dose; figure: FigureData }>;

export type PlanItem = With<
  Since<Wire<"PlanItem">, "media" | "gentle" | "against">,
  Shown & { dose: Dose; easier?: Easier }
> & {
  /** Set while the easier version is done. */
  reach?: number;
};

export type Plan = With<
  Since<Wire<"Plan">, "headache_rule" | "against" | "held_items">,
  { flare?: FlarePlan | null; items: PlanItem[] }
>;

/** The items due in one part of a day, in the therapist's order. */
export function itemsDue(plan: Plan, on: LocalDate, slot: Slot): PlanItem[] {
  return plan.items.filter((item) => dueSlots(item.dose, plan.start_on, on).includes(slot));
}
