import {
  type AccessRule,
  type Application,
  describeRule,
  type PathRegion,
  pathRegions,
  regionAround,
} from "../../access";
import type { Problem } from "../../validation/problem";

/** What an Ingress with annotations cannot say. Each is refused by name: to leave it out would open a door. */
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
 * An exact path within a prefix that answers otherwise. nginx would prefer the exact one, but Traefik's provider ranks by
 * the length of the generated rule, in which a prefix stands twice: the prefix would win (seen in 3.7.11).
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
