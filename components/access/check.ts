import { hostName, identifier } from "../validation/names";
import type { Problem } from "../validation/problem";
import { type AccessRule, httpMethods, type Application, type ApplicationLocation } from "./application";
import { isPathPattern } from "./paths/pattern";

/** Leaves room within Kubernetes' 63 characters for what an edge adds to the name. */
const applicationName = /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/;
/** RFC 1035 label: what a Service may be called. */
const serviceName = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Everything that is wrong with a list of applications, apart from what a particular edge cannot express.
 * @param path where the list stands in the configuration
 */
export function checkApplications(applications: readonly Application[], path: string): Problem[] {
  return applications.flatMap((application, index) => [
    ...checkApplication(application, `${path}[${index}]`),
    ...checkUnique(applications, index, `${path}[${index}]`),
  ]);
}

/** The same for one application, whatever stands beside it. */
export function checkApplication(application: Application, path: string): Problem[] {
  return [
    ...checkPlace(application, path),
    ...checkService(application, `${path}.service`),
    ...checkRules(application.rules, `${path}.rules`),
    ...checkPatterns(application.apiPaths, `${path}.apiPaths`),
    ...checkReserved(application, path),
  ];
}

/** Taken on every host that people sign in on, and what for. */
const reservedPlaces = [
  ["/oauth2", "the sign-in lives"],
  ["/logout", "people sign out"],
] as const;

function checkPlace({ name, host, basePath }: Application, path: string): Problem[] {
  const problems: Problem[] = [];
  if (!applicationName.test(name)) {
    problems.push({ path: `${path}.name`, value: name, expected: "a DNS label of at most 40 characters" });
  }
  if (!hostName.pattern.test(host)) {
    problems.push({
      path: `${path}.host`,
      value: host,
      expected: "a host name in lower case, without scheme, port, path or wildcard",
    });
  }
  if (basePath !== "" && (!isPathPattern(basePath) || basePath.endsWith("/") || basePath.endsWith("*"))) {
    problems.push({
      path: `${path}.basePath`,
      value: basePath,
      expected: 'a path such as "/prometheus", or "" for a host of its own',
      fix: "start it with a slash, end it without one, and use plain segments only",
    });
  }
  return [...problems, ...reservedProblems(basePath, basePath, `${path}.basePath`)];
}

/**
 * Within an application at the root of a host, a path of the sign-in's could take its requests: on an edge where the
 * longer path wins it would be the one that answers.
 */
function checkReserved({ basePath, apiPaths, rules }: Application, path: string): Problem[] {
  const lists: readonly (readonly [readonly string[], string])[] = [
    ...rules.map(({ paths }, index) => [paths, `${path}.rules[${index}].paths`] as const),
    [apiPaths, `${path}.apiPaths`],
  ];
  return basePath !== ""
    ? []
    : lists.flatMap(([patterns, at]) =>
        patterns.flatMap((pattern, index) =>
          reservedProblems(pattern.replace(/\/\*$/, ""), pattern, `${at}[${index}]`),
        ),
      );
}

function reservedProblems(basePath: string, value: string, path: string): Problem[] {
  return reservedPlaces
    .filter(([reserved]) => isWithin(basePath, reserved))
    .map(([reserved, use]) => ({ path, value, expected: `a path outside ${reserved}, where ${use}` }));
}

function checkService({ service }: Application, path: string): Problem[] {
  const problems: Problem[] = [];
  if (!serviceName.test(service.name)) {
    problems.push({ path: `${path}.name`, value: service.name, expected: "the name of a Service" });
  }
  if (!Number.isInteger(service.port) || service.port < 1 || service.port > 65535) {
    problems.push({ path: `${path}.port`, value: service.port, expected: "a port number from 1 to 65535" });
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
    ...(rule.methods === undefined ? [] : checkMethods(rule.methods, `${path}[${index}].methods`)),
    ...checkRole(rule, `${path}[${index}].require`),
  ]);
}

function checkRole({ require }: AccessRule, path: string): Problem[] {
  return require === "deny" ? [] : checkRoleName(require.role, `${path}.role`);
}

function checkRoleName(role: string, path: string): Problem[] {
  return identifier.pattern.test(role)
    ? []
    : [{ path, value: role, expected: "a role name of letters, digits, '.', '_' and '-'" }];
}

/** Roles that stand apart from the rules that ask for them. */
export function checkRoleNames(roles: readonly string[], path: string): Problem[] {
  return roles.flatMap((role, index) => checkRoleName(role, `${path}[${index}]`));
}

function checkMethods(methods: readonly string[], path: string): Problem[] {
  const known: readonly string[] = httpMethods;
  const unknown = methods.flatMap((method, index) =>
    known.includes(method)
      ? []
      : [{ path: `${path}[${index}]`, value: method, expected: `one of ${httpMethods.join(", ")}, in upper case` }],
  );
  return [...checkNotEmpty(methods, path), ...unknown];
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

function checkUnique(applications: readonly Application[], index: number, path: string): Problem[] {
  const current = applications[index];
  return current === undefined
    ? []
    : applications.slice(0, index).flatMap((earlier) => checkApart(current, earlier, path));
}

/**
 * Two applications of one name would share objects, and two in one basePath would be decided by whichever the edge finds
 * first.
 * @param path where the application stands in the configuration; the other one was there before it
 */
export function checkApart(application: ApplicationLocation, other: ApplicationLocation, path: string): Problem[] {
  const problems: Problem[] = [];
  if (application.name === other.name) {
    problems.push({ path: `${path}.name`, value: application.name, expected: "a name that no other application has" });
  }
  if (sharePlace(application, other)) {
    problems.push(
      application.basePath === ""
        ? {
            path: `${path}.host`,
            value: application.host,
            expected: `a host that serves nothing else; ${other.name} is on it`,
            fix: "choose another host",
          }
        : {
            path: `${path}.basePath`,
            value: application.basePath,
            expected: `a path on ${other.host} that neither contains nor lies within "${other.basePath}" of ${other.name}`,
          },
    );
  }
  return problems;
}

/** Whether some request could be meant for either. */
function sharePlace(left: ApplicationLocation, right: ApplicationLocation): boolean {
  return (
    left.host === right.host && (isWithin(left.basePath, right.basePath) || isWithin(right.basePath, left.basePath))
  );
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}
