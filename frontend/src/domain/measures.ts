// When a measure is asked, by the same rule as the server's reminder (reminders/questions.py).
import { daysBetween, type LocalDate } from "./dates";

/** Asked of every patient; the rest is for a therapist to choose. */
export const MEASURES = ["activities", "global-change"];
/** Activities are asked at the start too; a change since the start has to wait for one. */
const WAITS_FIRST = new Set(["global-change"]);

interface Asked {
  measure: string;
  today: LocalDate;
  programStart: LocalDate;
  /** When it was last answered, if ever. */
  last: LocalDate | undefined;
  everyDays: number | undefined;
}

/** Whether a measure's time has come: from its last answer or, for the first one, from the program's start. */
export function isMeasureDue({ measure, today, programStart, last, everyDays }: Asked): boolean {
  if (!everyDays || today < programStart) return false;
  if (!last && !WAITS_FIRST.has(measure)) return true;
  return daysBetween(last ?? programStart, today) >= everyDays;
}
