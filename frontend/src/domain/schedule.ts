// What is due on a date. The same rules as backend/programs/schedule.py, checked by the same vectors.
import type { Wire } from "../wire/shapes";
import { daysBetween, type LocalDate } from "./dates";

export type Slot = Wire<"SlotCode">;

export interface Frequency {
  per_day: number;
  days_week: number;
}

const SLOTS: Record<number, readonly Slot[]> = {
  1: ["evening"],
  2: ["morning", "evening"],
  3: ["morning", "midday", "evening"],
};

/** The parts of the day an item belongs to; more than three times a day is a habit for any time. */
export function slotsOf(frequency: Frequency): readonly Slot[] {
  return SLOTS[frequency.per_day] ?? ["anytime"];
}

/** Whether an item falls on this date: n days a week are spread evenly over the program week, its first day always. */
export function isScheduled(frequency: Frequency, startOn: LocalDate, on: LocalDate): boolean {
  const day = daysBetween(startOn, on);
  if (day < 0) return false;
  const index = day % 7;
  const n = frequency.days_week;
  return Math.ceil(((index + 1) * n) / 7) > Math.ceil((index * n) / 7);
}

export function dueSlots(frequency: Frequency, startOn: LocalDate, on: LocalDate): readonly Slot[] {
  return isScheduled(frequency, startOn, on) ? slotsOf(frequency) : [];
}
