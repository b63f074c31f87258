import { logoutPath, proxyPrefix } from "../proxy-contract/endpoints";
import { checkInteger, checkNotEmpty, checkText, portBounds } from "../validation/check";
import { exactlyOne } from "../validation/choice";
import { hostName, identifier, serviceName, type TextForm } from "../validation/names";
import type { Problem } from "../validation/problem";
import { type Application, type ApplicationLocation, httpMethods } from "./application";
import type { AccessRuleArgs, ApplicationArgs } from "./args";
import { applicationName, basePath as basePathForm, pathPattern } from "./defaults";
import { keyOf, type Located, type LocatedApplication } from "./located";

/**
 * Everything that is wrong with each application by itself.
 * @param path where the list is in the configuration
 */
export function checkApplicationArgs(applications: readonly ApplicationArgs[], path: string): Problem[] {
  return applications.flatMap((application, index) => checkApplication(application, `${path}[${index}]`));
}

/** The same for one application. */
export function checkApplication(args: ApplicationArgs, path: string): Problem[] {
  const { rules, apiPaths = [] } = args;
  return [
    ...checkPassthroughArgs(args, path),
    ...checkTexts(apiPaths, pathPattern, `${path}.apiPaths`),
    ...checkNotEmpty(rules, `${path}.rules`),
    ...rules.flatMap((rule, index) => checkRule(rule, `${path}.rules[${index}]`)),
  ];
}

/** Everything that is wrong with an application apart from its rules. */
export function checkPassthroughArgs(
  { name, host, basePath, service }: Pick<ApplicationArgs, "name" | "host" | "basePath" | "service">,
  path: string,
): Problem[] {
  return [
    ...checkText(name, applicationName, `${path}.name`),
    ...checkText(host, hostName, `${path}.host`),
    ...checkText(basePath, basePathForm, `${path}.basePath`),
    ...checkText(service.name, serviceName, `${path}.service.name`),
    ...checkInteger(service.port, portBounds, `${path}.service.port`),
  ];
}

function checkRule({ paths, methods, role, deny }: AccessRuleArgs, path: string): Problem[] {
  return [
    ...(paths === undefined ? [] : checkList(paths, pathPattern, `${path}.paths`)),
    ...(methods === undefined ? [] : checkList(methods, method, `${path}.methods`)),
    ...checkText(role, identifier, `${path}.role`),
    ...exactlyOne({ role, deny: deny === true ? deny : undefined }, ["role", "deny"], path, {
      none: "name the role that grants access, or deny these requests with deny: true",
    }),
  ];
}

const method: TextForm = {
  pattern: new RegExp(`^(${httpMethods.join("|")})$`),
  expected: `one of ${httpMethods.join(", ")}, in upper case`,
};

function checkList(texts: readonly string[], form: TextForm, path: string): Problem[] {
  return [...checkNotEmpty(texts, path), ...checkTexts(texts, form, path)];
}

function checkTexts(texts: readonly string[], form: TextForm, path: string): Problem[] {
  return texts.flatMap((text, index) => checkText(text, form, `${path}[${index}]`));
}

/** Checks names of roles that are listed outside of rules. */
export function checkRoleNames(roles: readonly string[], path: string): Problem[] {
  return checkTexts(roles, identifier, path);
}

/**
 * Everything that is wrong with the applications beside each other and beside the proxy's endpoints.
 * @param others locations that are served already; they are reported on the applications only
 */
export function checkApplications(
  applications: readonly LocatedApplication[],
  others: readonly Located[] = [],
): Problem[] {
  return applications.flatMap((application, index) => [
    ...checkReserved(application),
    ...[...others, ...applications.slice(0, index)].flatMap((other) => checkApart(application, other.location)),
  ]);
}

/** Paths that every host serves, and their use. */
const reservedPaths = [
  [proxyPrefix, "reserved for sign-in"],
  [logoutPath, "reserved for sign-out"],
] as const;

/**
 * Reports base paths within a reserved path. An application at the root of a host must not have rules there either: on an
 * edge where the longer path wins, its rule would take the requests of the proxy's endpoints.
 */
function checkReserved(located: LocatedApplication): Problem[] {
  const { location, key = "" } = located;
  return location.basePath === ""
    ? patternsOf(location).flatMap(([path, pattern]) =>
        reservedProblems(pattern.replace(/\/\*$/, ""), pattern, `${key}.${path}`),
      )
    : reservedProblems(location.basePath, location.basePath, keyOf(located, "basePath"));
}

/** Every path pattern of an application with its key. */
function patternsOf({ rules, apiPaths }: Application): (readonly [path: string, pattern: string])[] {
  return [
    ...rules.flatMap(({ paths }, rule) =>
      paths.map((pattern, index) => [`rules[${rule}].paths[${index}]`, pattern] as const),
    ),
    ...apiPaths.map((pattern, index) => [`apiPaths[${index}]`, pattern] as const),
  ];
}

function reservedProblems(basePath: string, value: string, path: string): Problem[] {
  return reservedPaths
    .filter(([reserved]) => isWithin(basePath, reserved))
    .map(([reserved, use]) => ({ path, value, expected: `a path outside ${reserved}, which is ${use}` }));
}

/**
 * Reports two applications with one name, which would share objects, and two with overlapping locations: the edge's order
 * would decide which of them serves a request.
 */
export function checkApart(located: Located, other: ApplicationLocation): Problem[] {
  const { name, host, basePath } = located.location;
  const sameName = { path: keyOf(located, "name"), value: name, expected: "a name that no other application has" };
  const overlap =
    basePath === ""
      ? {
          path: keyOf(located, "host"),
          value: host,
          expected: `a host that serves no other application; it serves ${other.name}`,
          fix: "choose another host",
        }
      : {
          path: keyOf(located, "basePath"),
          value: basePath,
          expected: `a path that does not overlap with "${other.basePath}", which ${other.name} uses on ${other.host}`,
        };
  return [...(name === other.name ? [sameName] : []), ...(overlaps(located.location, other) ? [overlap] : [])];
}

/** Whether a request could belong to either. */
function overlaps(left: ApplicationLocation, right: ApplicationLocation): boolean {
  return (
    left.host === right.host && (isWithin(left.basePath, right.basePath) || isWithin(right.basePath, left.basePath))
  );
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}
