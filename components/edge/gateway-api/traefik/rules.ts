import type { Application } from "../../../access";
import { type HttpRouteMatch, type HttpRouteRule, middlewareFilter, pathMatch, programHeaders } from "../http-route";
import { type Cell, cellsOf, inParts } from "../matches";
import { type Outcome, type MethodRegion, methodRegions } from "../../model/outcomes";
import type { MiddlewareNames } from "../../traefik/middlewares";
import { ambiguousCharacter } from "../../traefik/rule-syntax";

/**
 * The rules of one application: a match for each region and method, put together by how they are answered. Matches that
 * are answered differently differ in path, method or number of headers, so the order of the rules decides nothing, but for
 * the last: there every match stands again with nothing behind it. Traefik drops a rule while it does not know one of its
 * middlewares: it reads them apart from the routes, and forgets a page while the proxy has no ready pod. A request must
 * not fall through to a match that is less specific then; the edge answers 500.
 */
export function applicationRules(application: Application, names: MiddlewareNames): HttpRouteRule[] {
  const regions = methodRegions(application);
  const cells = regions.flatMap((region) => cellsOf(application, region, programHeaders("application/json")));
  const ambiguous: HttpRouteMatch = { path: ambiguousPath(application, regions) };
  const closed = [ambiguous, ...regions.flatMap((region) => closedMatches(application, region))];
  return [
    ...rulesOf([{ match: ambiguous, answer: { type: "deny" } }, ...cells], application, names),
    ...inParts(closed).map((matches) => ({ matches })),
  ];
}

/**
 * Beside an exact path only the match of other methods is less specific and still matches, so that where those are denied
 * one match closes it. Prefixes name their methods for the reason in `methodRegions`.
 */
function closedMatches({ basePath }: Application, region: MethodRegion): HttpRouteMatch[] {
  const path = pathMatch(basePath, region);
  const closesAsOne = !region.withDescendants && region.others.type === "deny";
  const methods = closesAsOne ? [] : [...region.named.keys()];
  return [...methods.map((method) => ({ path, method })), { path }];
}

/** One rule for each answer, or several where the matches are too many for one. */
function rulesOf(cells: readonly Cell[], { service }: Application, names: MiddlewareNames): HttpRouteRule[] {
  const byFilters = new Map<string, { readonly answer: Outcome; readonly matches: readonly HttpRouteMatch[] }>();
  for (const { match, answer } of cells) {
    const key = JSON.stringify(filtersOf(answer, names));
    byFilters.set(key, { answer, matches: [...(byFilters.get(key)?.matches ?? []), match] });
  }
  return [...byFilters.values()].flatMap(({ answer, matches }) =>
    inParts(matches).map((part) => ({
      matches: part,
      filters: filtersOf(answer, names),
      ...(answer.type === "deny" ? {} : { backendRefs: [{ name: service.name, port: service.port }] }),
    })),
  );
}

function filtersOf(answer: Outcome, names: MiddlewareNames): object[] {
  if (answer.type === "deny") {
    return [middlewareFilter(names.deny)];
  }
  const pages = answer.isPage ? [names.forbidden(answer.role), names.signIn] : [];
  return [...pages, names.auth(answer.role), names.applicationHeaders].map(middlewareFilter);
}

/**
 * A path below the application that it could read differently than the edge, see `isAmbiguous`. Traefik ranks a regular
 * expression by its length, as if it were a prefix (3.7.11), and a method counts as ten characters, a header as one: so
 * empty groups lengthen it beyond every prefix of the application. Exact paths hold no such character.
 */
function ambiguousPath({ basePath }: Application, regions: readonly MethodRegion[]): HttpRouteMatch["path"] {
  const expression = `^${basePath.replaceAll(".", "\\.")}/[^?]*(?:${ambiguousCharacter})`;
  const prefixes = regions.filter(({ withDescendants }) => withDescendants);
  const longest = Math.max(...prefixes.map(({ path }) => basePath.length + path.length));
  const missing = Math.max(0, longest + 12 - expression.length);
  return { type: "RegularExpression", value: expression + "(?:)".repeat(Math.ceil(missing / 4)) };
}
