import { isDeepStrictEqual } from "node:util";
import {
  type Application,
  cover,
  cutAt,
  holds,
  type HttpMethod,
  httpMethods,
  namedPatterns,
  type ParsedPathPattern,
  type Region,
  type Requirement,
  rulesFor,
} from "../../access";

/**
 * How an edge answers a request. A page is a request of a browser: without a session, the edge shows the sign-in page instead
 * of a plain 401.
 */
export type Outcome =
  { readonly type: "deny" } | { readonly type: "role"; readonly role: string; readonly isPage: boolean };

/** A part of an application's paths, and the outcome of each method there. */
export interface MethodRegion extends ParsedPathPattern {
  /** Outcomes of the methods that an edge must name here. */
  readonly named: ReadonlyMap<HttpMethod, Outcome>;
  /** Outcome of every other method. */
  readonly others: Outcome;
}

/** Outcomes of every method that a rule can name, before it is known which of them an edge must name. */
interface MethodTable {
  readonly outcomes: ReadonlyMap<HttpMethod, Outcome>;
  readonly others: Outcome;
}

/**
 * Cuts an application at every path that a rule or `apiPaths` names, so that an edge that prefers the most specific match
 * decides as one that tries the rules in order. The whole application is a region too: there, the edge denies what no rule
 * matches.
 *
 * A region names each method that a region around it names, even if the method makes no difference inside: an edge may
 * prefer a match that names the method to one with a longer path. Traefik's Gateway provider does, for up to nine characters
 * (3.7.13): with a viewer's `GET /prometheus` it would let `GET /prometheus/debug` pass a denial of every method.
 */
export function methodRegions(application: Application): MethodRegion[] {
  const regions = cutAt(["/*", ...namedPatterns(application)], (pattern) => methodTable(application, pattern));
  return regions.map((region) => ({
    path: region.path,
    withDescendants: region.withDescendants,
    named: new Map([...region.row.outcomes].filter(([method]) => isNamedAround(method, region, regions))),
    others: region.row.others,
  }));
}

function methodTable(application: Application, pattern: ParsedPathPattern): MethodTable {
  const rules = rulesFor(application, pattern);
  const isApi = cover(application.apiPaths, pattern);
  const outcomeOf = (method: HttpMethod): Outcome => {
    const rule = rules.find(({ methods }) => methods?.includes(method) ?? true);
    return outcome(rule?.require, !isApi && (method === "GET" || method === "HEAD"));
  };
  return {
    outcomes: new Map(httpMethods.map((method) => [method, outcomeOf(method)])),
    others: outcome(rules.find(({ methods }) => methods === undefined)?.require, false),
  };
}

function outcome(requirement: Requirement = "deny", isPage: boolean): Outcome {
  return requirement === "deny" ? { type: "deny" } : { type: "role", role: requirement.role, isPage };
}

/** Whether the method has another outcome than unnamed methods in the region or in one around it. */
function isNamedAround(
  method: HttpMethod,
  region: Region<MethodTable>,
  regions: readonly Region<MethodTable>[],
): boolean {
  return regions
    .filter((other) => other === region || holds(other, region))
    .some(({ row: { outcomes, others } }) => !isDeepStrictEqual(outcomes.get(method), others));
}
