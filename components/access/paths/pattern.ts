/**
 * Which request paths of an application a rule speaks of, relative to where the application is served:
 *
 * - `/api/v1/query` matches exactly that path;
 * - `/api/*` matches `/api` and everything below it (whole segments: not `/apis`);
 * - `/*` matches every path.
 *
 * There are no regular expressions: each edge reads them differently, and a pattern that one edge widens is a hole.
 */
export type PathPattern = string;

/** A pattern taken apart: the path, and whether everything below it belongs to it. */
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
