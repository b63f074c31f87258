import { z } from "zod";
import { nonEmptyList } from "../../components/validation/check";
import { expectations } from "./expectations";

/** A list with at least one entry. */
export function listOf<Entry extends z.ZodType>(entry: Entry): z.ZodArray<Entry> {
  return z.array(entry).min(1).register(expectations, { expected: nonEmptyList });
}

/**
 * A list that may be empty.
 * @param entries plural noun, as in "a list of groups"
 */
export function anyListOf<Entry extends z.ZodType>(entry: Entry, entries: string): z.ZodArray<Entry> {
  return z.array(entry).register(expectations, { expected: `a list of ${entries}` });
}

/** Labels of pods. */
export function labels(): z.ZodRecord<z.ZodString, z.ZodString> {
  const value = z.string().register(expectations, { expected: "text, in quotes if it looks like a number" });
  return z.record(z.string(), value).register(expectations, { expected: "a block of labels" });
}
