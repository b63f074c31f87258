import { type Application, type HttpMethod, parsePathPattern, type PathPattern } from "../../access";

/** Pieces of Traefik's rule syntax. Hosts, patterns and methods are checked: none contains a backtick. */

export function isHost(host: string): string {
  return `Host(\`${host}\`)`;
}

/** The alternatives of one pattern. `PathPrefix` compares strings, so a match of whole segments takes two matchers. */
function pathMatchers(basePath: string, pattern: PathPattern): string[] {
  const { path, withDescendants } = parsePathPattern(pattern);
  const full = basePath + path;
  if (!withDescendants) {
    return [isPath(full)];
  }
  return full === "" ? [isAnyPath] : [isPath(full), startsWith(`${full}/`)];
}

export function isPath(path: string): string {
  return `Path(\`${path}\`)`;
}

/** Compares strings, not segments. */
export function startsWith(prefix: string): string {
  return `PathPrefix(\`${prefix}\`)`;
}

export const isAnyPath = startsWith("/");

export function isBelow(basePath: string): string {
  return anyOf(pathMatchers(basePath, "/*"));
}

export function hasPath({ basePath }: Application, patterns: readonly PathPattern[]): string {
  return anyOf(patterns.flatMap((pattern) => pathMatchers(basePath, pattern)));
}

export function hasNoPath({ basePath }: Application, patterns: readonly PathPattern[]): string[] {
  return patterns.flatMap((pattern) => pathMatchers(basePath, pattern)).map((matcher) => `!${matcher}`);
}

export function hasMethod(methods: readonly HttpMethod[]): string {
  return anyOf(methods.map((method) => `Method(\`${method}\`)`));
}

/** Excludes requests that are not made to show a page, such as those of scripts. A sign-in page is useless to them. */
export const isNotFromScript = [
  "!HeaderRegexp(`Accept`, `application/json`)",
  "!Header(`X-Requested-With`, `XMLHttpRequest`)",
];

/**
 * Characters of a path that the application could read differently from Traefik: those that `normalizePath` refuses, in the
 * form in which Traefik matches (unreserved and most other characters decoded, the rest in upper case). Traefik's entry
 * points let encoded slashes through by default (3.7.13), so the platform cannot be relied on here.
 */
export const ambiguousCharacter = "[\\x00-\\x1F\\x7F;\\\\]|%(?:2F|3B|25|3F|23)";
export const isAmbiguous = `PathRegexp(\`${ambiguousCharacter}\`)`;

function anyOf(matchers: readonly string[]): string {
  return matchers.length === 1 ? matchers.join() : `(${matchers.join(" || ")})`;
}

export function allOf(...matchers: readonly string[]): string {
  return matchers.join(" && ");
}
