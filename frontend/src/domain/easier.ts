// The easier version of an exercise: another exercise, or less of the same. The pack says which (`easier`).
import { gentleItem } from "./gentle";
import type { Dose, PlanItem } from "./plan";

const COUNTS = ["sets", "reps", "hold_seconds", "rest_seconds"] as const;
/** The least a cuff's dial is read at. */
const LEAST_MMHG = 20;

/** What the patient does after choosing the easier version; never more than what was prescribed. */
export function easierItem(item: PlanItem): PlanItem {
  const { exercise, dose, target_down = 0, reach, moves, steps } = item.easier ?? {};
  if (exercise) {
    const { slug: _slug, dose: own, ...shown } = exercise;
    return { ...item, ...shown, dose: { ...item.dose, ...own, ...least(item.dose, own) } };
  }
  const { target_mmhg: target } = item.dose;
  const lower = target == null ? target : Math.max(LEAST_MMHG, target - target_down);
  const changed: PlanItem = {
    ...item,
    dose: { ...item.dose, ...least(item.dose, dose ?? {}), target_mmhg: lower ?? null },
    tempo: {
      ...item.tempo,
      ...(moves ? { moves } : {}),
      ...(steps && item.tempo?.step_s ? { step_s: item.tempo.step_s.slice(0, steps) } : {}),
    },
    ...(reach ? { reach } : {}),
  };
  // A therapist may have prescribed as little already: easier is still easier.
  return isLess(changed, item) || reach || moves || steps ? changed : gentleItem(changed);
}

function least(prescribed: Dose, wanted: Partial<Dose>): Partial<Dose> {
  const found: Partial<Dose> = {};
  for (const name of COUNTS) {
    const value = wanted[name];
    // A longer rest is easier; of all else less is.
    if (value !== undefined)
      found[name] = name === "rest_seconds" ? value : Math.min(value, prescribed[name]);
  }
  return found;
}

function isLess({ dose }: PlanItem, { dose: was }: PlanItem): boolean {
  return (
    dose.sets < was.sets ||
    dose.reps < was.reps ||
    dose.hold_seconds < was.hold_seconds ||
    (dose.target_mmhg ?? 0) < (was.target_mmhg ?? 0)
  );
}
