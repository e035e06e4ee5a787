// Where a flare that was begun stands. It is there at once, unlike the rest of the flare program (flare.ts).
import { daysBetween, type LocalDate } from "./dates";

/** How many days ago the flare that goes on was begun, its days of half the dose included; null when none goes on. */
export function flareDay(
  /** Dates on which the flare program was followed, in any order. */
  followed: LocalDate[],
  today: LocalDate,
  days: number,
): number | null {
  let begun: LocalDate | null = null;
  for (const on of [...followed].sort()) if (!begun || daysBetween(begun, on) >= 2 * days) begun = on;
  const day = begun ? daysBetween(begun, today) : -1;
  return day >= 0 && day < 2 * days ? day : null;
}

/** What the flare asks of today: the easy moves, half the dose, or (null) the full program. */
export function flareStage(day: number | null, days: number): "flare" | "half" | null {
  if (day === null) return null;
  return day < days ? "flare" : "half";
}
