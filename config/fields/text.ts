import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { formatted } from "./scalars";

/** Any text that is not empty. */
export function text(example: string): z.ZodString {
  return formatted({ expected: "a text", pattern: /\S/, examples: [example] });
}

/**
 * A text that must be encrypted in the stack's file and that no error repeats. `writeOnly` is JSON schema's word for
 * it; here it also tells the error writer to hide the value, and the editor schema to want `secure:`.
 */
export function secretText(description: string): z.ZodType<pulumi.Output<string>, string> {
  return z
    .string({ error: "an encrypted text" })
    .refine((value) => value !== "", { error: "an encrypted text" })
    .transform((value) => pulumi.secret(value))
    .meta({ description, writeOnly: true });
}
