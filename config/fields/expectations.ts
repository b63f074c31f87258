import { z } from "zod";

/** What to do about a value that a setting does not accept. */
export type Fix = { readonly suggestion: string } | { readonly instruction: string };

/** What a setting accepts. Fields and issues carry it as data, from which `problemsOf` writes the error. */
export interface Expectation {
  /** What is allowed, as a phrase without a full stop. */
  readonly expected: string;
  /** The fix of a particular value, where there is more to say than what is allowed. */
  readonly fixOf?: (value: unknown) => Fix | undefined;
}

/** How many of some keys a block must have. The issue of a block with another number of them carries it. */
export interface KeyCount {
  readonly count: "exactly one" | "at most one";
  readonly keys: readonly string[];
}

/** What fields accept, for the issues that zod itself raises: a wrong type, a missing value, a number out of bounds. */
export const expectations = z.registry<Expectation>();

/** Tells a value in quotes from one that is wrong as well. */
export function withoutQuotes(accepts: (text: string) => boolean): Expectation["fixOf"] {
  return (value) => (typeof value === "string" && accepts(value) ? { instruction: "remove the quotes" } : undefined);
}
