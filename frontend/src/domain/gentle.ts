// The headache-day rule: on a bad day the program asks for less, and doing less is following it.
import type { Wire } from "../wire/shapes";
import type { DayFields } from "./diary";
import type { PlanItem } from "./plan";
import { halved } from "./step-back";

export type HeadacheRule = Wire<"HeadacheRule">;

/** What the rule asks for today, or null on a day like others. */
export function askedToday(
  rule: HeadacheRule | null | undefined,
  day: DayFields,
): HeadacheRule["asks"] | null {
  if (!rule || !day.headache || day.peak_intensity == null) return null;
  return day.peak_intensity >= rule.from_pain ? rule.asks : null;
}

/** Half of each dose, rounded up: sets where there are several, else repetitions, else the time held. */
export function gentleItem(item: PlanItem): PlanItem {
  return { ...item, dose: halved(item.dose) };
}
