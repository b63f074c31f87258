import type { Problem } from "../validation/problem";
import type { AccessRule, Application } from "./application";
import { describeRule } from "./describe-rule";
import { requiredRoles } from "./roles";

/**
 * The one role that rules require.
 * @throws for several roles or none; `checkSingleRole` reports them
 */
export function singleRole(applications: readonly Application[]): string {
  const [role, ...others] = requiredRoles(applications);
  if (role === undefined || others.length > 0) {
    throw new Error("`checkSingleRole` admits exactly one role");
  }
  return role;
}

/**
 * Reports what a proxy in the mode `reverse-proxy` cannot express: it supports one role for everything that it serves, on one
 * host, and it does not match methods. Each rule is named: omitting one would grant access.
 * @param host the one host
 * @param path of the mode in the configuration
 */
export function checkSingleRole(applications: readonly Application[], host: string, path: string): Problem[] {
  const roles = requiredRoles(applications);
  const where = { path, value: "reverse-proxy" };
  if (roles.length === 0) {
    return [{ ...where, expected: "a rule that requires a role", fix: "without one every request is denied" }];
  }
  const isInexpressible = ({ methods, require }: AccessRule): boolean =>
    methods !== undefined || (require !== "deny" && roles.length > 1);
  return applications.flatMap((application) => [
    ...application.rules.filter(isInexpressible).map((rule) => ({
      ...where,
      expected: `rules that all require one role and name no methods, unlike "${describeRule(application, rule)}"`,
      fix: `use rules of one role without methods (profile "single-role"), or ${path} "middleware"`,
    })),
    ...(application.host === host
      ? []
      : [
          {
            ...where,
            expected: `applications on ${host}; ${application.name} is on ${application.host}, and the proxy matches paths on one host only`,
            fix: `serve it under a path, or use ${path} "middleware"`,
          },
        ]),
  ]);
}
