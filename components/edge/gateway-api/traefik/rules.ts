import type { Application } from "../../../access";
import { type MethodRegion, methodRegions, type Outcome } from "../../model/outcomes";
import type { MiddlewareNames } from "../../traefik/middlewares";
import { ambiguousCharacter } from "../../traefik/rule-syntax";
import { pathMatch, scriptHeaders } from "../http-route";
import { byOutcome, type Cell, cellsOf, inParts } from "../matches";
import type { HttpRouteFilter, HttpRouteMatch, HttpRouteRule } from "../objects";

/**
 * The rules of one application: one match per region and method, grouped by outcome. Matches with different outcomes differ
 * in path, method or number of headers, so their order decides nothing, except for the last rules, which repeat every match
 * without a backend. Traefik drops a rule while it does not know one of its Middlewares: it reads them separately from the
 * routes, and an error page is unknown while the proxy has no ready pod. Without the last rules, a request could then fall
 * through to a less specific match; with them, Traefik answers 500.
 */
export function applicationRules(application: Application, names: MiddlewareNames): HttpRouteRule[] {
  const regions = methodRegions(application);
  const cells = regions.flatMap((region) => cellsOf(application, region, scriptHeaders("application/json")));
  const ambiguous: HttpRouteMatch = { path: ambiguousPath(application, regions) };
  const closed = [ambiguous, ...regions.flatMap((region) => closedMatches(application, region))];
  return [
    ...rulesOf([{ match: ambiguous, outcome: { type: "deny" } }, ...cells], application, names),
    ...inParts(closed).map((matches) => ({ matches })),
  ];
}

/**
 * A request for an exact path can fall through only to the match of other methods for that path. If those are denied, one
 * match closes the path. Prefixes name their methods, for the reason given at `methodRegions`.
 */
function closedMatches({ basePath }: Application, region: MethodRegion): HttpRouteMatch[] {
  const path = pathMatch(basePath, region);
  const closesAsOne = !region.withDescendants && region.others.type === "deny";
  const methods = closesAsOne ? [] : [...region.named.keys()];
  return [...methods.map((method) => ({ path, method })), { path }];
}

/** One rule per outcome, or several if the matches do not fit into one. */
function rulesOf(cells: readonly Cell[], { service }: Application, names: MiddlewareNames): HttpRouteRule[] {
  return byOutcome(cells).flatMap(({ outcome, matches }) =>
    inParts(matches).map((part) => ({
      matches: part,
      filters: filtersOf(outcome, names),
      ...(outcome.type === "deny" ? {} : { backendRefs: [{ name: service.name, port: service.port }] }),
    })),
  );
}

function filtersOf(outcome: Outcome, names: MiddlewareNames): HttpRouteFilter[] {
  if (outcome.type === "deny") {
    return [middlewareFilter(names.deny)];
  }
  const pages = outcome.isPage ? [names.forbidden(outcome.role), names.signIn] : [];
  return [...pages, names.auth(outcome.role), names.applicationHeaders].map(middlewareFilter);
}

/** Traefik requires the Middleware to be in the namespace of the route. */
export function middlewareFilter(name: string): HttpRouteFilter {
  return { type: "ExtensionRef", extensionRef: { group: "traefik.io", kind: "Middleware", name } };
}

/**
 * Matches the paths below the application that it could read differently from Traefik, see `isAmbiguous`. Traefik ranks a
 * regular expression by its length, as if it were a prefix (3.7.13). A method counts as ten characters and a header as one,
 * so empty groups make the expression longer than every prefix of the application. Exact paths contain no such character.
 */
function ambiguousPath({ basePath }: Application, regions: readonly MethodRegion[]): HttpRouteMatch["path"] {
  const expression = `^${basePath.replaceAll(".", "\\.")}/[^?]*(?:${ambiguousCharacter})`;
  const prefixes = regions.filter(({ withDescendants }) => withDescendants);
  const longest = Math.max(...prefixes.map(({ path }) => basePath.length + path.length));
  const missing = Math.max(0, longest + 12 - expression.length);
  return { type: "RegularExpression", value: expression + "(?:)".repeat(Math.ceil(missing / 4)) };
}
