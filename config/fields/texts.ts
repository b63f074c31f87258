import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { hasForm, presentText, type TextForm } from "../../components/validation/names";
import { type Expectation, expectations } from "./expectations";

/** What a text field has besides its form. */
export interface TextNotes {
  /** A value that is accepted, for the reference. */
  readonly example: string;
  /** What a pattern cannot express. */
  readonly isRight?: (value: string) => boolean;
  /** The nearest value that could be accepted, for "did you mean". */
  readonly suggest?: (value: string) => string | undefined;
  /** The fix of a value that has no suggestion. */
  readonly instruction?: string;
}

/** A text of one form. */
export function textOf(form: TextForm, notes: TextNotes): z.ZodString {
  const { pattern, expected } = form;
  const accepts = (value: string): boolean => hasForm(value, form) && notes.isRight?.(value) !== false;
  const expectation: Expectation = { expected, fixOf: (value) => fixOf(value, accepts, notes) };
  return z
    .string()
    .refine(accepts, { params: { ...expectation } })
    .register(expectations, expectation)
    .meta({ pattern: pattern.source, examples: [notes.example] });
}

function fixOf(
  value: unknown,
  accepts: (value: string) => boolean,
  { suggest, instruction }: TextNotes,
): ReturnType<NonNullable<Expectation["fixOf"]>> {
  const suggestion = typeof value === "string" ? suggest?.(value) : inQuotes(value);
  if (suggestion !== undefined && accepts(suggestion)) {
    return { suggestion };
  }
  return instruction === undefined ? undefined : { instruction };
}

/** YAML reads `2` and `true` without quotes as something other than text. */
function inQuotes(value: unknown): string | undefined {
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** Any text that is not empty. */
export function text(example: string): z.ZodString {
  return textOf(presentText, { example });
}

/**
 * A text that must be encrypted in the stack's file and that no error repeats. `writeOnly` is JSON schema's word for
 * it; the error writer hides such values, and the editors' schema expects `secure:`.
 */
export function secretText(description: string): z.ZodType<pulumi.Output<string>, string> {
  const expectation: Expectation = { expected: "an encrypted text" };
  return z
    .string()
    .refine((value) => value !== "", { params: { ...expectation } })
    .transform((value) => pulumi.secret(value))
    .register(expectations, expectation)
    .meta({ description, writeOnly: true });
}
