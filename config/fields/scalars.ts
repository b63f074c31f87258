import { z } from "zod";

/** A text that must have one form. */
export interface TextFormat {
  /** What is allowed, as a phrase without a full stop: the error prints it after "expected". */
  readonly expected: string;
  /** The form, for editors too. */
  readonly pattern: RegExp;
  /** What a pattern cannot say. */
  readonly isRight?: (value: string) => boolean;
  /** What to do about a value that has another form, where no better one is near. */
  readonly fix?: string;
  /** The nearest value that would be right, for "did you mean". */
  readonly suggest?: (value: string) => string | undefined;
  readonly examples: readonly [string, ...string[]];
}

/** Starts the fix that repeats the value, so that it can be left out where the value is hidden. */
export const suggestionPrefix = "did you mean";

/** A text of one form. The message of its errors is `<expected>; <fix>`, which is how `problemsOf` takes it apart. */
export function formatted({
  expected,
  pattern,
  isRight = () => true,
  fix,
  suggest,
  examples,
}: TextFormat): z.ZodString {
  const hasForm = (value: string): boolean => pattern.test(value) && isRight(value);
  const hint = (value: unknown): string => {
    const suggestion = typeof value === "string" ? suggest?.(value) : undefined;
    return suggestion !== undefined && hasForm(suggestion)
      ? `; ${suggestionPrefix} "${suggestion}"?`
      : fix === undefined
        ? ""
        : `; ${fix}`;
  };
  return z
    .string({ error: expected })
    .refine(hasForm, { error: ({ input }) => `${expected}${hint(input)}` })
    .meta({ pattern: pattern.source, examples: [...examples] });
}

/** One of a few words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words): z.ZodType<Words[number]> {
  return z.enum(words, { error: `one of ${words.join(", ")}` });
}

/** A whole number within bounds, both included. */
export function wholeNumber(minimum: number, maximum: number): z.ZodInt {
  const error = `a whole number from ${minimum} to ${maximum}, not in quotes`;
  return z.int({ error }).min(minimum, { error }).max(maximum, { error });
}

/** `true` or `false`. */
export function toggle(): z.ZodBoolean {
  return z.boolean({ error: "true or false, not in quotes" });
}

/** A list with at least one entry. */
export function listOf<Entry extends z.ZodType>(entry: Entry): z.ZodArray<Entry> {
  const expected = "a list with at least one entry";
  return z.array(entry, { error: expected }).min(1, { error: expected });
}
