// When the safety questions come up, and what an answer means. The questions themselves are content.
import { daysBetween, type LocalDate } from "./dates";
import type { DayFields } from "./diary";

export type Urgency = "emergency" | "same_day" | "therapist";
export type Asked = "sign_up" | "program_start" | "weekly" | "diary" | "unwell";

/** Most urgent first. */
export const URGENCIES: Urgency[] = ["emergency", "same_day", "therapist"];
/** The short set of the week: the worst-in-a-minute headache, weakness, change, clumsy hands, too much exercise. */
export const WEEKLY = ["e1", "e2", "s2", "s8", "t8"];
const EVERY_DAYS = 7;
const BAD_PEAK = 8;

export interface Block {
  urgency: Urgency;
  advice: Record<string, string>;
  questions: { id: string; text: Record<string, string> }[];
}

/** The blocks to ask: all of them, or those of the short set. */
export function blocksFor(blocks: Block[], asked: Asked): Block[] {
  if (asked !== "weekly") return blocks;
  return blocks
    .map((block) => ({ ...block, questions: block.questions.filter(({ id }) => WEEKLY.includes(id)) }))
    .filter(({ questions }) => questions.length > 0);
}

/** The most urgent class among the questions answered yes, or null. */
export function urgencyOf(blocks: Block[], yes: ReadonlySet<string>): Urgency | null {
  const found = blocks.filter(({ questions }) => questions.some(({ id }) => yes.has(id)));
  return URGENCIES.find((urgency) => found.some((block) => block.urgency === urgency)) ?? null;
}

interface Known {
  today: LocalDate;
  /** Dates on which the questions were answered, in any order. */
  checkedOn: LocalDate[];
  /** First date of the running program, if there is one. */
  programStart: LocalDate | null;
  day: DayFields;
}

/** Why the questions are due today, most pressing reason first; null when they are not. */
export function checkDue({ today, checkedOn, programStart, day }: Known): Asked | null {
  const last = [...checkedOn].sort().at(-1);
  const unusual = (day.peak_intensity ?? 0) >= BAD_PEAK || day.new_or_different === true;
  if (unusual && last !== today) return "diary";
  if (!programStart || today < programStart) return null;
  if (!last || last < programStart) return "program_start";
  return daysBetween(last, today) >= EVERY_DAYS ? "weekly" : null;
}
