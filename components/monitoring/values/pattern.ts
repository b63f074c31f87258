/** A pattern of value paths: one expression per key, or any number of keys. */
export type PathPattern = readonly (RegExp | "**")[];

/**
 * Compiles a pattern. Keys are separated by spaces, because a key can hold dots (`grafana.ini`). In a key, `|` separates
 * alternatives and `*` stands for any text. `**` stands for any number of keys.
 */
export function pathPattern(text: string): PathPattern {
  return text.split(" ").map((key) => (key === "**" ? key : keyPattern(key)));
}

function keyPattern(key: string): RegExp {
  const escaped = key.replace(/[.+?^${}()[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^(${escaped})$`);
}

export function matchesPath(pattern: PathPattern, path: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) {
    return path.length === 0;
  }
  if (first === "**") {
    return matchesPath(rest, path) || (path.length > 0 && matchesPath(pattern, path.slice(1)));
  }
  const [key, ...below] = path;
  return key !== undefined && first.test(key) && matchesPath(rest, below);
}
