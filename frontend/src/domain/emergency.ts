// Which number to call where this phone is: the country's own, by its time zone. The server says the same
// (backend/common/emergency_numbers.py), and its table is here (emergency-zones.ts).
import { UNSURE, ZONES } from "./emergency-zones";

/** Whom to call: emergency numbers, the first first (two where it is not sure), and somebody to talk to. */
export interface Help {
  numbers: string[];
  /** A line to talk to somebody at any hour; null: none is known here. */
  crisis: string | null;
}

interface Known {
  numbers: string[];
  crisis: string | null;
}

const areas = new Map<string, { most: string; differing: Map<string, string> }>();
for (const line of ZONES.split("\n")) {
  const [found = "", ...names] = line.split(" ");
  const [area, most] = found.split("/");
  if (area !== undefined && most !== undefined) areas.set(area, { most, differing: new Map() });
  else for (const name of names) [...areas.values()].at(-1)?.differing.set(name, found);
}

function knownOf(zone: string): Known | null {
  const [first = "", ...more] = zone.split("/");
  const area = areas.get(more.length ? first : "");
  const found = area?.differing.get(more.join("/") || first) || area?.most;
  if (!found) return null;
  const [numbers = "", crisis] = found.split(";");
  return { numbers: numbers.split(","), crisis: crisis ?? null };
}

/**
 * What to dial where the clocks show `zone`. `clinic` is the number that the clinic has set, for the country it is in:
 * it stands first there, and where the zone tells no country; abroad it comes after the country's own.
 */
export function helpAt(zone: string, clinic = "", clinicZone = ""): Help {
  const here = knownOf(zone);
  const own = clinic ? [clinic] : [];
  if (!here) return { numbers: once(...own, ...UNSURE), crisis: null };
  const home = knownOf(clinicZone) ?? here;
  const isHome = home.numbers.join() === here.numbers.join();
  const numbers = isHome ? once(...own, ...here.numbers) : once(...here.numbers, ...own);
  return { numbers, crisis: here.crisis };
}

const once = (...numbers: string[]): string[] => [...new Set(numbers)];
