import { parsePathPattern, type Application } from "../../access";
import type { Problem } from "../../validation/problem";
import { type HttpRoute, httpRouteLimits } from "./http-route";

const otherEdge = "or choose edge.traefik";

/**
 * What HTTPRoutes cannot say about an application's paths: beyond a length, Traefik would take a prefix for closer than an
 * exact path.
 */
export function checkPaths({ name, basePath, rules, apiPaths }: Application): Problem[] {
  const patterns = new Set([...rules.flatMap(({ paths }) => paths), ...apiPaths]);
  return [...patterns]
    .filter((pattern) => basePath.length + parsePathPattern(pattern).path.length > httpRouteLimits.pathLength)
    .map((pattern) => ({
      path: "edge.gatewayApi",
      expected: `paths of at most ${httpRouteLimits.pathLength} characters; "${name}: ${pattern}" is longer`,
      fix: `shorten it, ${otherEdge}`,
    }));
}

/** A larger route would be refused by the cluster; several would not change as one. */
export function checkSize({ name, hostnames, rules }: HttpRoute): Problem[] {
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
