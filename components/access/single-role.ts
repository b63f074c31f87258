import type { Problem } from "../validation/problem";
import type { AccessRule, Application } from "./application";
import { describeRule } from "./describe-rule";
import { requiredRoles } from "./roles";

/** The one role that rules ask for; run `checkSingleRole` first. */
export function singleRole(applications: readonly Application[]): string | undefined {
  return requiredRoles(applications)[0];
}

/**
 * What is too much for something that knows one role for everything it serves, on one host, and that does not look at
 * methods. Each rule is named: to leave one out would open a door.
 * @param host the one host
 * @param path where that something is chosen in the configuration
 */
export function checkSingleRole(applications: readonly Application[], host: string, path: string): Problem[] {
  const roles = requiredRoles(applications);
  const where = { path, value: "reverse-proxy" };
  if (roles.length === 0) {
    return [{ ...where, expected: "a rule that asks for a role", fix: "without one everybody is refused" }];
  }
  const isTooMuch = ({ methods, require }: AccessRule): boolean =>
    methods !== undefined || (require !== "deny" && roles.length > 1);
  return applications.flatMap((application) => [
    ...application.rules.filter(isTooMuch).map((rule) => ({
      ...where,
      expected: `rules that all ask for one role and name no methods, unlike "${describeRule(application, rule)}"`,
      fix: 'choose access.profile "single-role" and rules that ask for its role, or proxy.mode "middleware"',
    })),
    ...(application.host === host
      ? []
      : [
          {
            ...where,
            expected: `applications on ${host}; ${application.name} is on ${application.host}, and paths of two hosts cannot be told apart`,
            fix: 'serve it under a path, or choose proxy.mode "middleware"',
          },
        ]),
  ]);
}
