import {
  type AccessRule,
  type Application,
  describeRule,
  type PathRegion,
  pathRegions,
  regionAround,
} from "../../access";
import type { Problem } from "../../validation/problem";

/**
 * Traefik's provider prefers the longer of the rules that it generates, and the rule of the root of a host, which denies,
 * is as long as that of an exact path of seven characters (3.7.13, `buildRule`).
 */
const shortestExactPath = 8;

/** The controller asks nobody about paths below this one (`no-auth-locations`), so a role would not be required there. */
const acmePath = "/.well-known/acme-challenge";

/** Reports each rule that an Ingress with annotations cannot express. To ignore such a rule would widen access. */
export function checkExpressible(application: Application): Problem[] {
  const rulesWithMethods = application.rules.filter(({ methods }) => methods !== undefined);
  return rulesWithMethods.length > 0
    ? rulesWithMethods.map((rule) => methodProblem(application, rule))
    : [...exactPathProblems(application), ...acmeProblems(application)];
}

/** Reports an application that is added to a stack and takes the root of its host, for which the stack has an Ingress. */
export function checkAdded({ name, basePath }: Application): Problem[] {
  return basePath === ""
    ? [
        {
          path: "edge.ingressNginx",
          expected: `a path of its own for "${name}": the stack's own Ingress denies the root of the host`,
          fix: "set application.basePath, or add the application to the stack's access.applications",
        },
      ]
    : [];
}

function methodProblem(application: Application, rule: AccessRule): Problem {
  return {
    path: "edge.ingressNginx",
    expected: `an edge that matches methods, to express "${describeRule(application, rule)}"`,
    fix: 'choose access.profile "single-role" and rules without methods, or edge.traefik',
  };
}

/**
 * Reports exact paths inside a prefix with another rule. nginx would prefer the exact path. Traefik's provider ranks by the
 * length of the generated rule, which contains a prefix twice, so it would prefer the prefix (seen in 3.7.13).
 */
function exactPathProblems(application: Application): Problem[] {
  const regions = pathRegions(application);
  return regions
    .filter((region) => !region.withDescendants && region.require !== undefined)
    .filter(
      (region) =>
        regionAround(region, regions)?.require !== undefined ||
        application.basePath.length + region.path.length < shortestExactPath,
    )
    .map((region) => exactPathProblem(application, region));
}

function exactPathProblem({ name }: Application, { path }: PathRegion): Problem {
  const below = path.endsWith("/") ? path.slice(0, -1) : path;
  return {
    path: "edge.ingressNginx",
    expected: `an edge that prefers exact paths, to tell "${name}: ${path}" from the paths around it`,
    fix: `write "${below}/*", or choose edge.traefik`,
  };
}

function acmeProblems(application: Application): Problem[] {
  const { name, basePath } = application;
  return pathRegions(application)
    .filter(
      ({ require, path }) => require !== undefined && require !== "deny" && (basePath + path).startsWith(acmePath),
    )
    .map(({ path }) => ({
      path: "edge.ingressNginx",
      expected: `an edge that authenticates requests for "${name}: ${path}": ingress-nginx leaves out ${acmePath}`,
      fix: "deny the path, or choose edge.traefik",
    }));
}
