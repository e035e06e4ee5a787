// Turns a headache that began and ended at two instants into what each day's entry says.
import { minutesByDate, promotedDate } from "./attack-days";
import { isoWithOffset, type LocalDate, localDate } from "./dates";
import type { DayFields } from "./diary";

/** Local date -> what changes in its entry, when a headache from `start` to `end` (milliseconds) is over.
 * `before` holds what the entries say already: minutes of other headaches are added to. `minMinutes` is the clinic's length from which a headache counts. */
export function entriesOf(
  start: number,
  end: number,
  zone: string,
  before: (on: LocalDate) => DayFields,
  minMinutes?: number,
): Map<LocalDate, DayFields> {
  const wall = (instant: number) => isoWithOffset(instant, zone).slice(0, 16);
  const found = new Map<LocalDate, DayFields>();
  if (wall(start) === wall(end))
    return found.set(localDate(start, zone), { headache: true, duration_min: 1 });
  const minutes = minutesByDate(wall(start), wall(end), zone);
  const counts = promotedDate(minutes, minMinutes);
  for (const [on, length] of minutes) {
    // An attack over midnight that is long enough only as a whole counts on one date: its whole length goes there.
    const own =
      counts === null ? length : on === counts ? [...minutes.values()].reduce((a, b) => a + b, 0) : 0;
    if (own === 0) continue;
    const total = Math.min(1440, (before(on).duration_min ?? 0) + own);
    found.set(on, { headache: true, duration_min: total });
  }
  return found;
}
