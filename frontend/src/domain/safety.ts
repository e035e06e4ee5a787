// When the safety questions come up, and what an answer means. The questions themselves are content.
import { URGENCIES } from "../wire/choices";
import type { Since, Wire } from "../wire/shapes";
import { daysBetween, type LocalDate } from "./dates";
import type { DayFields } from "./diary";

export type Urgency = Wire<"UrgencyCode">;
export type Asked = Wire<"AskedCode">;
/** What comes first counts more. */
export { URGENCIES };

const EVERY_DAYS = 7;
const BAD_PEAK = 8;

export type Question = Since<Wire<"Question">, "flag">;
export type Block = Omit<Wire<"Block">, "questions"> & { questions: Question[] };

/** The blocks to ask: all of them, or those of the week's short set. */
export function blocksFor(blocks: Block[], asked: Asked, weekly: readonly string[]): Block[] {
  if (asked !== "weekly") return blocks;
  return blocks
    .map((block) => ({ ...block, questions: block.questions.filter(({ id }) => weekly.includes(id)) }))
    .filter(({ questions }) => questions.length > 0);
}

/** How many questions stand on one page. */
const PER_PAGE = 5;

/** The questions a few at a time, the most urgent first; no page mixes two classes. */
export function pagesOf(blocks: Block[]): Block[] {
  return blocks.flatMap((block) => {
    const pages = Math.ceil(block.questions.length / PER_PAGE);
    const size = Math.ceil(block.questions.length / pages);
    return Array.from({ length: pages }, (_, page) => ({
      ...block,
      questions: block.questions.slice(page * size, (page + 1) * size),
    }));
  });
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
