// The flare program: easy moves for some days, then half the dose for as many, then the full program again. A therapist
// turns it on as the program's headache-day rule; the phone offers it, and the patient decides. Days are local dates.
import { addDays, type LocalDate } from "./dates";
import { type DiaryDay, isHeadacheDay } from "./headache-days";

const WEEK = 7;
const MONTH = 28;
const RECORDED_FROM = 14;
/** So many headache days above the usual week. */
export const ABOVE_USUAL = 2;
export const NECK_PAIN = 6;

interface Diary {
  days: DiaryDay[];
  /** Date -> neck pain, 0 to 10. */
  neckPain: Map<LocalDate, number>;
  today: LocalDate;
}

/** Whether these are rough days: two headache days above the usual week, or neck pain of 6 or more two days in a row. */
export function isFlare({ days, neckPain, today }: Diary): boolean {
  const hurts = (back: number) => (neckPain.get(addDays(today, -back)) ?? 0) >= NECK_PAIN;
  if (hurts(1) && (hurts(0) || hurts(2))) return true;
  const between = (first: number, last: number) =>
    days.filter(({ on }) => addDays(today, -first) <= on && on <= addDays(today, -last));
  const before = between(WEEK + MONTH - 1, WEEK).filter((day) => day.headache !== null);
  // What is usual is known from a month of which half was recorded.
  if (before.length < RECORDED_FROM) return false;
  const usual = (before.filter(isHeadacheDay).length / before.length) * WEEK;
  return between(WEEK - 1, 0).filter(isHeadacheDay).length >= usual + ABOVE_USUAL;
}
