import {
  type AccessRule,
  type Application,
  describeRule,
  type PathRegion,
  pathRegions,
  regionAround,
} from "../../access";
import type { Problem } from "../../validation/problem";

/** Reports each rule that an Ingress with annotations cannot express. To ignore such a rule would widen access. */
export function checkExpressible(application: Application): Problem[] {
  const rulesWithMethods = application.rules.filter(({ methods }) => methods !== undefined);
  return rulesWithMethods.length > 0
    ? rulesWithMethods.map((rule) => methodProblem(application, rule))
    : exactPathProblems(application);
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
 * length of the generated rule, which contains a prefix twice, so it would prefer the prefix (seen in 3.7.11).
 */
function exactPathProblems(application: Application): Problem[] {
  const regions = pathRegions(application);
  return regions
    .filter((region) => !region.withDescendants && region.require !== undefined)
    .filter((region) => regionAround(region, regions)?.require !== undefined)
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
