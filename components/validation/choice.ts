import type { Problem } from "./problem";

/**
 * A choice is one optional block per variant, so that languages without unions can express it. These functions report a
 * choice with the wrong number of blocks.
 */

/** Reports anything but exactly one of the keys. */
export function exactlyOne<Args extends object>(
  args: Args,
  keys: readonly (string & keyof Args)[],
  path: string,
  fixes: { readonly none?: string } = {},
): Problem[] {
  const given = givenKeys(args, keys);
  return given.length === 1
    ? []
    : [
        {
          path,
          ...(given.length === 0 ? {} : { value: given }),
          expected: `exactly one of ${listed(keys)}`,
          fix: given.length > 1 ? "remove the others" : (fixes.none ?? "add one of them"),
        },
      ];
}

/** Reports two or more of the keys. */
export function atMostOne<Args extends object>(
  args: Args,
  keys: readonly (string & keyof Args)[],
  path: string,
): Problem[] {
  const given = givenKeys(args, keys);
  return given.length < 2
    ? []
    : [{ path, value: given, expected: `at most one of ${listed(keys)}`, fix: "remove the others" }];
}

/** The keys that have a value. */
export function givenKeys<Args extends object>(args: Args, keys: readonly (string & keyof Args)[]): string[] {
  return keys.filter((key) => args[key] !== undefined);
}

/** The keys as a phrase: `a, b and c`. */
export function listed(keys: readonly string[]): string {
  return `${keys.slice(0, -1).join(", ")} and ${keys.at(-1) ?? ""}`;
}
