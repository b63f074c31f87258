import { z } from "zod";
import { givenKeys, listed } from "../../components/validation/choice";
import { type Expectation, expectations, type KeyCount } from "./expectations";

type Block<Shape extends z.ZodRawShape> = z.ZodObject<Shape, z.core.$strict>;

/** A block of settings. A key that is not in it is an error, so that no misspelt setting is silently ignored. */
export function block<Shape extends z.ZodRawShape>(shape: Shape): Block<Shape> {
  return z.strictObject(shape).register(expectations, expectationOf(shape));
}

function expectationOf(shape: z.ZodRawShape): Expectation {
  const keys = Object.keys(shape);
  if (keys.length === 0) {
    return { expected: "a block without settings", fixOf: () => ({ instruction: 'write "{}"' }) };
  }
  const expected = `a block of ${keys.join(", ")}`;
  return hasDefaults(shape)
    ? { expected, fixOf: () => ({ instruction: 'write "{}" to use its defaults' }) }
    : { expected };
}

function hasDefaults(shape: z.ZodRawShape): boolean {
  return Object.values(shape).every((field) => z.safeParse(field, undefined).success);
}

/**
 * A choice: one optional block per variant, exactly one of them given. It is no union with a type field, because the
 * components behind it are usable from languages that have no unions.
 */
export function exactlyOneOf<Variants extends z.ZodRawShape>(variants: Variants): Block<Variants> {
  return choice(variants, "exactly one").meta({ minProperties: 1, maxProperties: 1 });
}

/** A choice with a default: at most one block is given. */
export function atMostOneOf<Variants extends z.ZodRawShape>(variants: Variants): Block<Variants> {
  return choice(variants, "at most one").meta({ maxProperties: 1 });
}

function choice<Variants extends z.ZodRawShape>(variants: Variants, count: KeyCount["count"]): Block<Variants> {
  const keys = Object.keys(variants);
  const expected = `a block with ${count} of ${listed(keys)}`;
  return counted(z.strictObject(variants).register(expectations, { expected }), { count, keys });
}

/** Adds to a block with other settings that exactly one of the named keys is given. */
export function requireOne<Shape extends z.ZodRawShape>(
  fields: Block<Shape>,
  keys: readonly (string & keyof Shape)[],
): Block<Shape> {
  return counted(fields, { count: "exactly one", keys }).meta({ oneOf: keys.map((key) => ({ required: [key] })) });
}

/** Adds to a block with other settings that no two of the named keys are given. */
export function allowOne<Shape extends z.ZodRawShape>(
  fields: Block<Shape>,
  keys: readonly (string & keyof Shape)[],
): Block<Shape> {
  return counted(fields, { count: "at most one", keys }).meta({ not: { required: [...keys] } });
}

function counted<Shape extends z.ZodRawShape>(fields: Block<Shape>, rule: KeyCount): Block<Shape> {
  return fields.refine((value) => hasCount(value, rule), {
    params: { ...rule },
    // Counted even when something inside the block is wrong, so that everything is reported at once. A misspelt variant is
    // one mistake, not two.
    when: ({ value, issues }) => isRecord(value) && !issues.some(isUnknownKeyHere),
  });
}

function hasCount(value: object, { count, keys }: KeyCount): boolean {
  const given = givenKeys<Readonly<Record<string, unknown>>>({ ...value }, keys).length;
  return given === 1 || (given === 0 && count === "at most one");
}

/** Issues of what is inside have a path. */
function isUnknownKeyHere({ code, path = [] }: z.core.$ZodRawIssue): boolean {
  return code === "unrecognized_keys" && path.length === 0;
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
