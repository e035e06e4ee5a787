// How much of a record lies on the phone: what a lost one can give away at most, and what the screens look back on.
import { addDays, type LocalDate } from "./dates";

/** The server sends no more (backend/sync/pull.py). */
const PHONE_DAYS = 90;

/** The first date a phone keeps. */
export function keptFrom(today: LocalDate): LocalDate {
  return addDays(today, -PHONE_DAYS);
}
