import { parsePathPattern, type HttpMethod, type PathPattern, type Application } from "../../access";

/** Pieces of Traefik's rule syntax. Hosts, patterns and methods have been checked: none holds a backtick. */

export function isHost(host: string): string {
  return `Host(\`${host}\`)`;
}

/** The alternatives of one pattern. `PathPrefix` compares strings, so whole segments need the pair. */
function pathMatchers(basePath: string, pattern: PathPattern): string[] {
  const { path, withDescendants } = parsePathPattern(pattern);
  const full = basePath + path;
  if (!withDescendants) {
    return [`Path(\`${full}\`)`];
  }
  return full === "" ? [isAnyPath] : [`Path(\`${full}\`)`, `PathPrefix(\`${full}/\`)`];
}

export const isAnyPath = "PathPrefix(`/`)";

export function isBelow(basePath: string): string {
  return anyOf(pathMatchers(basePath, "/*"));
}

export function hasPath({ basePath: path }: Application, patterns: readonly PathPattern[]): string {
  return anyOf(patterns.flatMap((pattern) => pathMatchers(path, pattern)));
}

export function hasNoPath({ basePath: path }: Application, patterns: readonly PathPattern[]): string[] {
  return patterns.flatMap((pattern) => pathMatchers(path, pattern)).map((matcher) => `!${matcher}`);
}

export function hasMethod(methods: readonly HttpMethod[]): string {
  return anyOf(methods.map((method) => `Method(\`${method}\`)`));
}

/** A fetch of a page's script, or another program, that says so: it can do nothing with a redirect to a sign-in page. */
export const isNoProgram = [
  "!HeaderRegexp(`Accept`, `application/json`)",
  "!Header(`X-Requested-With`, `XMLHttpRequest`)",
];

/**
 * A path that the application could read differently than the edge: the characters that `normalizePath` refuses, in the
 * form in which Traefik matches (unreserved and most other characters decoded, the rest in upper case). Entry points let
 * encoded slashes through by default (3.7.11), so this cannot be left to the platform.
 */
export const ambiguousCharacter = "[\\x00-\\x1F\\x7F;\\\\]|%(?:2F|3B|25|3F|23)";
export const isAmbiguous = `PathRegexp(\`${ambiguousCharacter}\`)`;

function anyOf(matchers: readonly string[]): string {
  return matchers.length === 1 ? matchers.join() : `(${matchers.join(" || ")})`;
}

export function allOf(...matchers: readonly string[]): string {
  return matchers.join(" && ");
}
