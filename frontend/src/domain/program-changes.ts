// What differs between two states of a program, exercise by exercise.

export interface Line {
  exercise: string;
  name: string;
  sets: number;
  reps: number;
  hold_seconds: number;
  rest_seconds: number;
  per_day: number;
  days_week: number;
  side?: string;
  target_mmhg?: number | null;
  note?: string;
}

export interface LineChange {
  exercise: string;
  name: string;
  kind: "added" | "removed" | "changed" | "moved";
  /** Field -> before and after; empty but for "changed". */
  fields: { name: keyof Line; before: string; after: string }[];
}

const FIELDS = [
  "sets",
  "reps",
  "hold_seconds",
  "rest_seconds",
  "per_day",
  "days_week",
  "side",
  "target_mmhg",
  "note",
] as const;

/** Changes in the order of `after`, what was removed last. A new place counts only when nothing else changed. */
export function programChanges(before: Line[], after: Line[]): LineChange[] {
  const old = new Map(before.map((line, place) => [line.exercise, { line, place }]));
  const kept = before.filter((line) => after.some((each) => each.exercise === line.exercise));
  const order = after.filter((line) => old.has(line.exercise));
  const found: LineChange[] = [];
  for (const line of after) {
    const was = old.get(line.exercise)?.line;
    const about = { exercise: line.exercise, name: line.name };
    if (!was) {
      found.push({ ...about, kind: "added", fields: [] });
      continue;
    }
    const fields = FIELDS.filter((name) => (was[name] ?? "") !== (line[name] ?? "")).map((name) => ({
      name,
      before: String(was[name] ?? ""),
      after: String(line[name] ?? ""),
    }));
    if (fields.length > 0) found.push({ ...about, kind: "changed", fields });
    else if (kept.indexOf(was) !== order.indexOf(line)) found.push({ ...about, kind: "moved", fields: [] });
  }
  for (const line of before)
    if (!after.some((each) => each.exercise === line.exercise))
      found.push({ exercise: line.exercise, name: line.name, kind: "removed", fields: [] });
  return found;
}
