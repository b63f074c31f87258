import type { AccessRule, Application } from "./application";
import { normalizePath } from "./paths/normalize";
import { matchesPath } from "./paths/pattern";

/** What the access rules say of one request. */
export type Decision = { readonly type: "role"; readonly role: string } | { readonly type: "deny" };

const denied: Decision = { type: "deny" };

/**
 * The reference semantics of the access rules. Every edge adapter, the documentation and the end-to-end tests are held
 * to this function; it fails closed: a path without a normal form, a path outside the application, and a request that
 * no rule matches are all denied.
 *
 * @param method as sent, case sensitive (RFC 9110 section 9.1)
 * @param path the request path as sent, percent-encoded, without query
 */
export function decide(application: Application, method: string, path: string): Decision {
  const relativePath = pathWithin(application, path);
  const rule =
    relativePath === undefined
      ? undefined
      : application.rules.find((candidate) => mismatches(candidate, method, relativePath).length === 0);
  return rule === undefined || rule.require === "deny" ? denied : { type: "role", role: rule.require.role };
}

/** What a request lacks to match a rule. */
export type Mismatch = "path" | "method";

/** Why a rule does not match a request; empty if it matches. */
export function mismatches({ methods, paths }: AccessRule, method: string, relativePath: string): Mismatch[] {
  const isPath = paths.some((pattern) => matchesPath(pattern, relativePath));
  const isMethod = methods === undefined || (methods as readonly string[]).includes(method);
  return [...(isPath ? [] : ["path" as const]), ...(isMethod ? [] : ["method" as const])];
}

/** `/prometheus/graph` within the application at `/prometheus` is `/graph`; `/prometheus` itself is the empty path. */
export function pathWithin(application: Application, path: string): string | undefined {
  const normal = normalizePath(path);
  if (normal === undefined) {
    return undefined;
  }
  return normal === application.basePath || normal.startsWith(`${application.basePath}/`)
    ? normal.slice(application.basePath.length)
    : undefined;
}
