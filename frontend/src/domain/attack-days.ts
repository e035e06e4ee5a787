// Splits attacks over local dates by real elapsed minutes, clock changes included, as backend/insights/numbers/attacks.py does.
import { addDays, type LocalDate } from "./dates";

const MINUTE = 60_000;
const DAY = 86_400_000;
const MIN_MINUTES = 30;

/** A local wall time, "YYYY-MM-DDTHH:MM", without a zone. */
export type WallTime = string;

/** Local date -> real minutes of the attack on it. Throws when the attack does not last. */
export function minutesByDate(start: WallTime, end: WallTime, zone: string): Map<LocalDate, number> {
  let from = instantOf(start, zone);
  let until = instantOf(end, zone);
  // Clocks were put back between the two: the later of the two possible readings is meant.
  if (until <= from) until = instantOf(end, zone, "later");
  if (until <= from) throw new RangeError("an attack ends after it starts");
  const found = new Map<LocalDate, number>();
  let on = start.slice(0, 10);
  for (const last = end.slice(0, 10); on < last; on = addDays(on, 1)) {
    const midnight = instantOf(`${addDays(on, 1)}T00:00`, zone);
    found.set(on, Math.floor((midnight - from) / MINUTE));
    from = midnight;
  }
  const rest = Math.floor((until - from) / MINUTE);
  if (rest) found.set(on, rest);
  return found;
}

/** The date that counts for an attack long enough none of whose dates is by itself, the first of equals; or null. */
export function promotedDate(minutes: Map<LocalDate, number>, minMinutes = MIN_MINUTES): LocalDate | null {
  const lengths = [...minutes.values()];
  const most = Math.max(0, ...lengths);
  const all = lengths.reduce((sum, length) => sum + length, 0);
  if (all < minMinutes || most >= minMinutes) return null;
  return [...minutes].find(([, length]) => length === most)?.[0] ?? null;
}

/**
 * The instant, in milliseconds, of a wall time. A time that clocks skip is read by the offset before the gap; one that
 * they show twice is the first of both, or the `later`.
 */
export function instantOf(wall: WallTime, zone: string, which: "first" | "later" = "first"): number {
  const shown = Date.parse(`${wall}Z`);
  const before = shown - offsetAt(shown - DAY, zone);
  const after = shown - offsetAt(shown + DAY, zone);
  const [wanted, other] = which === "first" ? [before, after] : [after, before];
  const fits = (instant: number) => instant + offsetAt(instant, zone) === shown;
  return fits(wanted) || !fits(other) ? wanted : other;
}

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, zone: string): number {
  const text = formatter(zone).format(instant);
  return Date.parse(`${text.replace(" ", "T")}Z`) - Math.floor(instant / 1000) * 1000;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  // Swedish writes dates the ISO way.
  const made = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  formatters.set(zone, made);
  return made;
}
