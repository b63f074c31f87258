import { type Application, namedPatterns, parsePathPattern } from "../../access";
import type { Problem } from "../../validation/problem";
import { httpRouteLimits, type HttpRouteParts } from "./http-route";

const otherEdge = "or choose edge.traefik";

/** Reports paths that HTTPRoutes cannot express: beyond a length, Traefik ranks a prefix above an exact path. */
export function checkPaths(application: Application): Problem[] {
  const { name, basePath } = application;
  return [...new Set(namedPatterns(application))]
    .filter((pattern) => basePath.length + parsePathPattern(pattern).path.length > httpRouteLimits.pathLength)
    .map((pattern) => ({
      path: "edge.gatewayApi",
      expected: `paths of at most ${httpRouteLimits.pathLength} characters; "${name}: ${pattern}" is longer`,
      fix: `shorten it, ${otherEdge}`,
    }));
}

/** Reports a route that the cluster would reject as too large. It is not split, since several routes do not change at once. */
export function checkSize({ name, hostnames, rules }: HttpRouteParts): Problem[] {
  const matches = rules.reduce((sum, rule) => sum + rule.matches.length, 0);
  const sizes = [
    ["hostnames", hostnames.length, "serve fewer hosts"],
    ["rules", rules.length, "name fewer roles in one application"],
    ["matches", matches, "name fewer paths and methods in one application"],
  ] as const;
  return sizes
    .filter(([what, size]) => size > httpRouteLimits[what])
    .map(([what, size, fix]) => ({
      path: "edge.gatewayApi",
      expected: `at most ${httpRouteLimits[what]} ${what} in an HTTPRoute; ${name} would need ${size}`,
      fix: `${fix}, ${otherEdge}`,
    }));
}
