// The clinic's content as the phone keeps it: articles, questions, measures, medicines. Nothing about a person.
import type { Block } from "../domain/safety";
import type { Since, Wire } from "../wire/shapes";

/** What an entry stands on, and who reviewed it in kind; a phone may have kept it from before they came. */
export type Sourced = Since<
  Pick<Wire<"Library">["exercise"][number], "slug" | "evidence" | "reviewed_by">,
  "evidence" | "reviewed_by"
>;
type Kept<Name extends "Article" | "Measure" | "MedicineContent" | "Questionnaire"> = Since<
  Wire<Name>,
  "evidence" | "reviewed_by"
>;

export type Article = Kept<"Article">;
export type MeasureContent = Kept<"Measure">;
export type MedicineContent = Kept<"MedicineContent">;
export type Source = Wire<"SourceContent">;

export interface Library {
  article: Article[];
  questionnaire: Kept<"Questionnaire">[];
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
