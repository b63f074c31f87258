import { z } from "zod";
import type { Bounds } from "../../components/validation/check";
import { expectations, withoutQuotes } from "./expectations";

/** One of a few words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words): z.ZodType<Words[number]> {
  return z.enum(words).register(expectations, { expected: `one of ${words.join(", ")}` });
}

/** A whole number within bounds, both included. */
export function wholeNumber({ minimum, maximum }: Bounds): z.ZodInt {
  return z
    .int()
    .min(minimum)
    .max(maximum)
    .register(expectations, {
      expected: `a whole number from ${minimum} to ${maximum}`,
      fixOf: withoutQuotes((text) => /^\d+$/.test(text) && Number(text) >= minimum && Number(text) <= maximum),
    });
}

/** `true` or `false`. */
export function toggle(): z.ZodBoolean {
  return z.boolean().register(expectations, {
    expected: "true or false",
    fixOf: withoutQuotes((text) => text === "true" || text === "false"),
  });
}
