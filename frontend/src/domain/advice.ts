// What is said after the safety questions, once it is known what else is open.
import { URGENCIES, type Urgency } from "./safety";
import type { Hold } from "./standing";

/** What to say after the safety questions: the answer just given (null: every one no), unless something worse is open. */
export function adviceAfter(answered: Urgency | null, hold: Hold | null): Urgency | "held" | null {
  if (!hold) return answered;
  if (hold === "paused") return answered === "emergency" || answered === "same_day" ? answered : "held";
  return answered && URGENCIES.indexOf(answered) <= URGENCIES.indexOf(hold) ? answered : "held";
}
