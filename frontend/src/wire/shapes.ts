// What crosses the wire, by the names of docs/openapi.json. Every other type of it is made from these, never by hand.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Wire<Name extends keyof Schemas> = Schemas[Name];

/**
 * A shape in which some fields may be missing: an older server did not send them, or a phone kept it before they came.
 * Only names that the server sends can be given.
 */
export type Since<Whole, Later extends keyof Whole> = Omit<Whole, Later> & {
  [Name in Later]?: Whole[Name] | undefined;
};

/** A shape with some of its fields, which it must have, of a type made from theirs. */
export type With<
  Whole,
  Changed extends { [Name in keyof Changed]: Name extends keyof Whole ? unknown : never },
> = Omit<Whole, keyof Changed> & Changed;

/** The union of one list's values. */
export type OneOf<List extends readonly unknown[]> = List[number];
