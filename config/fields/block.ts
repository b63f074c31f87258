import { z } from "zod";

/** What the error of an unknown key carries: the keys that are known, for `problemsOf` to build the sentence from. */
export const knownKeysSeparator = ", ";

/** A block of settings. A key that is not in it is an error, so that a misspelt setting is never silently ignored. */
export function block<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const keys = Object.keys(shape).join(knownKeysSeparator);
  const hint = hasDefaults(shape) ? '; write "{}" to take its defaults' : "";
  const expected = keys === "" ? 'a block without settings; write "{}"' : `a block of ${keys}${hint}`;
  return z.strictObject(shape, { error: ({ code }) => (code === "unrecognized_keys" ? keys : expected) });
}

function hasDefaults(shape: z.ZodRawShape): boolean {
  return Object.values(shape).every((field) => z.safeParse(field, undefined).success);
}

/**
 * A choice: one optional block per variant, exactly one of them given. No union with a type field, because the
 * components behind it are usable from languages that have no unions.
 */
export function exactlyOne<Variants extends z.ZodRawShape>(variants: Variants): z.ZodObject<Variants, z.core.$strict> {
  const names = Object.keys(variants);
  const error = `a block with exactly one of ${names.join(", ")}`;
  const choice = z.strictObject(variants, {
    error: ({ code }) => (code === "unrecognized_keys" ? names.join(knownKeysSeparator) : error),
  });
  return requireOne(choice, names).meta({ minProperties: 1, maxProperties: 1 });
}

/** Adds to a block that exactly one of the named keys is given. */
export function requireOne<Shape extends z.ZodRawShape>(
  choice: z.ZodObject<Shape, z.core.$strict>,
  names: readonly (string & keyof Shape)[],
): z.ZodObject<Shape, z.core.$strict> {
  return countKeys(choice, names, { allowed: [1], words: "exactly one" });
}

/** Adds to a block that no two of the named keys are given. */
export function allowOne<Shape extends z.ZodRawShape>(
  choice: z.ZodObject<Shape, z.core.$strict>,
  names: readonly (string & keyof Shape)[],
): z.ZodObject<Shape, z.core.$strict> {
  return countKeys(choice, names, { allowed: [0, 1], words: "at most one" });
}

function countKeys<Shape extends z.ZodRawShape>(
  choice: z.ZodObject<Shape, z.core.$strict>,
  names: readonly (string & keyof Shape)[],
  { allowed, words }: { readonly allowed: readonly number[]; readonly words: string },
): z.ZodObject<Shape, z.core.$strict> {
  return choice.refine((value) => allowed.includes(keysIn(value, names).length), {
    // Counted even when something inside the block is wrong, so that everything is reported at once; but a misspelt
    // variant is one mistake, not two.
    when: ({ value, issues }) => isRecord(value) && !issues.some(isUnknownKeyHere),
    error: ({ input }) => `${words} of ${names.join(", ")}; found ${found(keysIn(input, names))}`,
  });
}

/** Issues of what is inside have a path. */
function isUnknownKeyHere({ code, path = [] }: z.core.$ZodRawIssue): boolean {
  return code === "unrecognized_keys" && path.length === 0;
}

function keysIn(value: unknown, names: readonly string[]): string[] {
  return isRecord(value) ? names.filter((name) => value[name] !== undefined) : [];
}

function found(names: readonly string[]): string {
  return names.length === 0 ? "none of them" : names.join(" and ");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
