import { hasForm, type TextForm } from "./names";
import type { Problem } from "./problem";

/** Reports a text that does not have the form. `undefined` passes: whether a value is required is the type's to say. */
export function checkText(value: string | undefined, form: TextForm, path: string, fix?: string): Problem[] {
  return value === undefined || hasForm(value, form)
    ? []
    : [{ path, value, expected: form.expected, ...(fix === undefined ? {} : { fix }) }];
}

/** Inclusive bounds of a whole number. */
export interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
}

/** TCP and UDP ports. */
export const portBounds: Bounds = { minimum: 1, maximum: 65_535 };

/** Reports a number that is not whole or not within the bounds; `undefined` passes. */
export function checkInteger(value: number | undefined, { minimum, maximum }: Bounds, path: string): Problem[] {
  return value === undefined || (Number.isInteger(value) && value >= minimum && value <= maximum)
    ? []
    : [{ path, value, expected: `a whole number from ${minimum} to ${maximum}` }];
}

export const nonEmptyList = "a list with at least one entry";

/** Reports an empty list. */
export function checkNotEmpty(list: readonly unknown[], path: string): Problem[] {
  return list.length > 0 ? [] : [{ path, value: list, expected: nonEmptyList }];
}

/** Reports each entry that occurred before. */
export function checkUnique<Entry>(
  entries: readonly Entry[],
  keyOf: (entry: Entry) => string,
  problemOf: (key: string, index: number) => Problem,
): Problem[] {
  const keys = entries.map(keyOf);
  return keys.flatMap((key, index) => (keys.indexOf(key) === index ? [] : [problemOf(key, index)]));
}
