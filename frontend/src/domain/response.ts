// Did the headaches become fewer? By the same definitions as backend/insights/numbers/response.py (docs/numbers.md).
import { compare, minus, over, type Ratio, ratio, times } from "./ratio";

export type Category =
  | "complete"
  | "responder_75"
  | "responder_50"
  | "partial_30"
  | "no_change"
  | "worse"
  | "not_evaluable";

export interface Response {
  /** Positive for fewer headache days. */
  changePct: Ratio | null;
  category: Category;
  /** Under 4 headache days a month at the start, percentages jump about. */
  lowBaseline: boolean;
}

const LOW_BASELINE = 4;

/** Nothing is rounded before it is decided. */
export function findResponse(baseline: Ratio | null, current: Ratio | null): Response {
  const lowBaseline = baseline !== null && compare(baseline, ratio(LOW_BASELINE)) < 0;
  if (!baseline || !current || baseline.num === 0)
    return { changePct: null, category: "not_evaluable", lowBaseline };
  const changePct = times(over(minus(baseline, current), baseline), ratio(100));
  return { changePct, category: categoryOf(changePct), lowBaseline };
}

function categoryOf(change: Ratio): Category {
  const least = (percent: number) => compare(change, ratio(percent)) >= 0;
  if (least(100)) return "complete";
  if (least(75)) return "responder_75";
  if (least(50)) return "responder_50";
  if (least(30)) return "partial_30";
  return compare(change, ratio(-30)) > 0 ? "no_change" : "worse";
}
