// Counts days of headache medicine against the limits of ICHD-3 8.2, as backend/insights/numbers/medicine_days.py does.
import { addDays, type LocalDate } from "./dates";
import { type DiaryDay, isHeadacheDay } from "./headache-days";

const WINDOW_DAYS = 30;
const WINDOWS = 3;
const PATTERN_HEADACHE_DAYS = 15;
const MIX_LIMIT = 10;
const LIMITS = { simple: 15, triptan: 10, ergot: 10, opioid: 10, combination: 10 } as const;
const NEAR = { simple: 10, triptan: 8, ergot: 8, opioid: 8, combination: 8 } as const;

export type MedicineClass = keyof typeof LIMITS;
export type Level = "near" | "reached";
const CLASSES = Object.keys(LIMITS) as MedicineClass[];

export interface MedicineUse {
  /** Class -> dates with a dose in the last 30; classes not used are left out. */
  days: Partial<Record<MedicineClass, number>>;
  /** Null when no date of the window was recorded and no medicine noted: that is not "at least 0". */
  anyDays: number | null;
  levels: Partial<Record<MedicineClass, Level>>;
  /** Ten days or more in all, of two classes or more, none over its own limit. */
  mixed: boolean;
  /** A class reached its limit, or a mix came to ten days. Overuse is more: `pattern`. */
  atLimit: boolean;
  sustained: (MedicineClass | "multi")[];
  pattern: boolean;
}

type Counted = Pick<MedicineUse, "days" | "anyDays" | "levels" | "mixed" | "atLimit"> & {
  headacheDays: number;
};

export function medicineUse(days: DiaryDay[], closedOn: LocalDate): MedicineUse {
  const windows = Array.from({ length: WINDOWS }, (_, back) =>
    countWindow(days, addDays(closedOn, -WINDOW_DAYS * back)),
  );
  const sustained: MedicineUse["sustained"] = CLASSES.filter((name) =>
    windows.every((window) => window.levels[name] === "reached"),
  );
  // A mix in each window, or one class after the other.
  if (!sustained.length && windows.every((window) => window.atLimit)) sustained.push("multi");
  const frequent = windows.every((window) => window.headacheDays >= PATTERN_HEADACHE_DAYS);
  const { headacheDays: _, ...last } = windows[0] as Counted;
  return { ...last, sustained, pattern: sustained.length > 0 && frequent };
}

function countWindow(all: DiaryDay[], last: LocalDate): Counted {
  const first = addDays(last, 1 - WINDOW_DAYS);
  const inside = all.filter((day) => day.on >= first && day.on <= last);
  const days: Counted["days"] = {};
  const levels: Counted["levels"] = {};
  for (const name of CLASSES) {
    const count = inside.filter((day) => day.medicines.includes(name)).length;
    if (count) days[name] = count;
    if (count >= LIMITS[name]) levels[name] = "reached";
    else if (count >= NEAR[name]) levels[name] = "near";
  }
  const anyDays = inside.filter((day) => CLASSES.some((name) => day.medicines.includes(name))).length;
  const reached = Object.values(levels).includes("reached");
  const mixed = anyDays >= MIX_LIMIT && Object.keys(days).length >= 2 && !reached;
  const known = anyDays > 0 || inside.some((day) => day.headache !== null);
  return {
    days,
    anyDays: known ? anyDays : null,
    levels,
    mixed,
    atLimit: reached || mixed,
    headacheDays: inside.filter(isHeadacheDay).length,
  };
}
