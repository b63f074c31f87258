import type { Problem } from "../problem";
import type { AccessRule, ProtectedApplication } from "./application";
import { isPathPattern } from "./path-pattern";

const dnsLabel = /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/;
/** What can stand in `allowed_groups=role:<client>:<role>` and in an ingress-nginx annotation without escaping. */
const roleName = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/**
 * Everything that is wrong with a list of applications, apart from what a particular edge cannot express.
 * @param path where the list stands in the configuration
 */
export function checkApplications(applications: readonly ProtectedApplication[], path: string): Problem[] {
  return applications.flatMap((application, index) => [
    ...checkPlace(application, `${path}[${index}]`),
    ...checkRules(application.rules, `${path}[${index}].rules`),
    ...checkPatterns(application.apiPaths, `${path}[${index}].apiPaths`),
    ...checkUnique(applications, index, `${path}[${index}]`),
  ]);
}

function checkPlace({ name, path: place }: ProtectedApplication, path: string): Problem[] {
  const problems: Problem[] = [];
  if (!dnsLabel.test(name)) {
    problems.push({ path: `${path}.name`, value: name, expected: "a DNS label of at most 40 characters" });
  }
  if (place !== "" && (!isPathPattern(place) || place.endsWith("/") || place.endsWith("*"))) {
    problems.push({
      path: `${path}.path`,
      value: place,
      expected: 'a path such as "/prometheus", or "" for a host of its own',
      fix: "start it with a slash, end it without one, and use plain segments only",
    });
  }
  if (place === "/oauth2" || place.startsWith("/oauth2/")) {
    problems.push({ path: `${path}.path`, value: place, expected: "a path outside /oauth2, where the sign-in lives" });
  }
  return problems;
}

function checkRules(rules: readonly AccessRule[], path: string): Problem[] {
  if (rules.length === 0) {
    return [{ path, expected: "at least one rule", fix: "without a rule every request is denied" }];
  }
  return rules.flatMap((rule, index) => [
    ...checkPatterns(rule.paths, `${path}[${index}].paths`),
    ...checkNotEmpty(rule.paths, `${path}[${index}].paths`),
    ...(rule.methods === undefined ? [] : checkNotEmpty(rule.methods, `${path}[${index}].methods`)),
    ...checkRole(rule, `${path}[${index}].require`),
  ]);
}

function checkRole({ require }: AccessRule, path: string): Problem[] {
  return require === "deny" || roleName.test(require.role)
    ? []
    : [{ path: `${path}.role`, value: require.role, expected: "a role name of letters, digits, '.', '_' and '-'" }];
}

function checkNotEmpty(list: readonly unknown[], path: string): Problem[] {
  return list.length > 0 ? [] : [{ path, value: list, expected: "a list with at least one entry" }];
}

function checkPatterns(patterns: readonly string[], path: string): Problem[] {
  return patterns.flatMap((pattern, index) =>
    isPathPattern(pattern)
      ? []
      : [
          {
            path: `${path}[${index}]`,
            value: pattern,
            expected: 'an exact path ("/api/v1/query") or everything below one ("/api/*")',
            fix: "regular expressions and encoded characters are not accepted",
          },
        ],
  );
}

/** Two applications in one place would be decided by whichever the edge finds first. */
function checkUnique(applications: readonly ProtectedApplication[], index: number, path: string): Problem[] {
  const current = applications[index];
  return applications.slice(0, index).flatMap((earlier) => {
    if (current === undefined) {
      return [];
    }
    const problems: Problem[] = [];
    if (earlier.name === current.name) {
      problems.push({ path: `${path}.name`, value: current.name, expected: "a name that no other application has" });
    }
    if (earlier.host === current.host && overlaps(earlier.path, current.path)) {
      problems.push({
        path: `${path}.path`,
        value: current.path,
        expected: `a path on ${current.host} that neither contains nor lies within "${earlier.path}" of ${earlier.name}`,
      });
    }
    return problems;
  });
}

function overlaps(left: string, right: string): boolean {
  return left === right || left.startsWith(`${right}/`) || right.startsWith(`${left}/`);
}
