// A dose in one line.
import { count } from "./count";
export interface DoseNumbers {
  sets: number;
  reps: number;
  hold_seconds: number;
  per_day: number;
  days_week: number;
  side?: string;
  target_mmhg?: number | null;
}

const SIDES: Record<string, string> = {
  each: ", each side",
  alternate: ", sides in turn",
  left: ", left",
  right: ", right",
};

export function doseText(dose: DoseNumbers): string {
  const hold = dose.hold_seconds ? `, hold ${dose.hold_seconds} s` : "";
  const side = SIDES[dose.side ?? ""] ?? "";
  const target = dose.target_mmhg == null ? "" : `, ${dose.target_mmhg} mmHg`;
  return `${dose.sets} × ${dose.reps}${hold}${target}${side} · ${dose.per_day}× a day, ${count(dose.days_week, "day")} a week`;
}
