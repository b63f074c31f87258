/**
 * The request paths that a rule matches, relative to the application's base path:
 *
 * - `/api/v1/query` matches exactly that path;
 * - `/api/*` matches `/api` and everything below it (whole segments: not `/apis`);
 * - `/*` matches every path.
 *
 * Regular expressions are not supported: each edge reads them differently, and a pattern that one edge widens grants access.
 */
export type PathPattern = string;

/** A parsed pattern: its path, and whether it matches everything below. */
export interface ParsedPathPattern {
  readonly path: string;
  readonly withDescendants: boolean;
}

const literalPath = /^(\/[A-Za-z0-9._~-]+)*\/?$/;

/** True when the pattern is one of the three documented forms. */
export function isPathPattern(pattern: string): boolean {
  const { path, withDescendants } = parsePathPattern(pattern);
  const segments = path.split("/");
  const endsWell = !(withDescendants && path.endsWith("/"));
  return (
    pattern.startsWith("/") && literalPath.test(path) && endsWell && !segments.includes(".") && !segments.includes("..")
  );
}

/** `/api/*` becomes `/api` with descendants, `/*` the empty path with descendants. */
export function parsePathPattern(pattern: PathPattern): ParsedPathPattern {
  return pattern.endsWith("/*")
    ? { path: pattern.slice(0, -2), withDescendants: true }
    : { path: pattern, withDescendants: false };
}

/** Whether the pattern matches a path that has been through `normalizePath`. */
export function matchesPath(pattern: PathPattern, path: string): boolean {
  const parsed = parsePathPattern(pattern);
  return path === parsed.path || (parsed.withDescendants && path.startsWith(`${parsed.path}/`));
}
