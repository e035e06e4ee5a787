// The clinic's content as the phone keeps it: articles, questions, measures, medicines. Nothing about a person.
import type { Language } from "../domain/plan";
import type { Block } from "../domain/safety";

/** What an entry stands on, and who reviewed it in kind. */
export interface Sourced {
  slug: string;
  evidence?: string[];
  reviewed_by?: "editorial" | "licensed_clinician";
}

export interface Article extends Sourced {
  order?: number;
  words: Record<Language, { title: string; summary: string; try?: string; tell?: string; html: string }>;
}

export interface MeasureContent {
  slug: string;
  kind: "own_wording" | "score_only";
  name: Record<Language, string>;
  question?: Record<Language, string>;
  low?: Record<Language, string>;
  high?: Record<Language, string>;
  range: { min: number; max: number; step?: number };
  items?: number;
  every_days?: number;
}

export interface MedicineContent {
  slug: string;
  name: Record<Language, string>;
  examples?: Record<Language, string[]>;
  order?: number;
}

export interface Source {
  slug: string;
  citation: string;
  plain?: Record<Language, string>;
}

export interface Library {
  article: Article[];
  questionnaire: { slug: string; blocks: Block[]; weekly?: string[] }[];
  measure: MeasureContent[];
  medicine: MedicineContent[];
  /** Missing in what a phone kept before: they come with the next fetch. */
  source?: Source[];
  exercise?: Sourced[];
}

export interface KeptLibrary {
  tag: string;
  /** When it was last asked for, in milliseconds. */
  at: number;
  content: Library;
}

/** The safety check: its blocks and the short set of the week; none before the content has arrived. */
export function safetyCheck(library: Library | null | undefined): { blocks: Block[]; weekly: string[] } {
  const { blocks = [], weekly = [] } = library?.questionnaire.find(({ slug }) => slug === "red-flags") ?? {};
  return { blocks, weekly };
}
