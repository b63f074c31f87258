import { parsePathPattern, type Application } from "../access";
import type { Problem } from "../problem";
import { logoutPath, proxyPrefix } from "./auth-endpoint";
import type { EdgeSettings } from "./edge-compiler";
import { type HttpRoute, httpRouteLimits } from "./http-route";

const otherEdge = "or choose edge.traefik";

/** What HTTPRoutes cannot say about an application's paths. */
export function checkPaths(application: Application, settings: EdgeSettings): Problem[] {
  const { name, host, path: place, rules, apiPaths } = application;
  const reserved = host === settings.host ? [proxyPrefix, logoutPath] : [proxyPrefix];
  const patterns = new Set([...rules.flatMap(({ paths }) => paths), ...apiPaths]);
  return [...patterns].flatMap((pattern) => {
    const path = place + parsePathPattern(pattern).path;
    const problems: Problem[] = [];
    // Beyond that, Traefik would take a prefix for closer than an exact path.
    if (path.length > httpRouteLimits.pathLength) {
      problems.push({
        path: "edge.gatewayApi",
        expected: `paths of at most ${httpRouteLimits.pathLength} characters; "${name}: ${pattern}" is longer`,
        fix: `shorten it, ${otherEdge}`,
      });
    }
    // The longest prefix wins, and a match with a method wins over one without.
    const taken = reserved.find((prefix) => path === prefix || path.startsWith(`${prefix}/`));
    if (taken !== undefined) {
      problems.push({
        path: "edge.gatewayApi",
        expected: `paths outside ${taken}, which is the proxy's; "${name}: ${pattern}" is inside`,
        fix: `leave it out, ${otherEdge}`,
      });
    }
    return problems;
  });
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
