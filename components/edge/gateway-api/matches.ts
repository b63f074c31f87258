import type { Application } from "../../access";
import type { MethodRegion, Outcome } from "../model/outcomes";
import { httpRouteLimits, pathMatch } from "./http-route";
import type { HttpHeaderMatch, HttpRouteMatch } from "./objects";

/** One match of an HTTPRoute, and its outcome. */
export interface Cell {
  readonly match: HttpRouteMatch;
  readonly outcome: Outcome;
}

/** Cells with the same outcome. */
export interface CellGroup {
  readonly outcome: Outcome;
  readonly matches: readonly HttpRouteMatch[];
}

/** One match for each method that the region names, and one for all other methods. */
export function cellsOf(
  { basePath }: Application,
  region: MethodRegion,
  scriptHeaders: readonly HttpHeaderMatch[],
): Cell[] {
  const path = pathMatch(basePath, region);
  return [
    ...[...region.named].flatMap(([method, outcome]) => methodCells({ path, method }, outcome, scriptHeaders)),
    { match: { path }, outcome: region.others },
  ];
}

/**
 * Requests of scripts are recognized by a header that they have, because a match cannot require the absence of a header.
 */
function methodCells(match: HttpRouteMatch, outcome: Outcome, scriptHeaders: readonly HttpHeaderMatch[]): Cell[] {
  if (outcome.type === "deny" || !outcome.isPage) {
    return [{ match, outcome }];
  }
  const withoutPage: Outcome = { ...outcome, isPage: false };
  return [
    { match, outcome },
    ...scriptHeaders.map((header) => ({ match: { ...match, headers: [header] }, outcome: withoutPage })),
  ];
}

/** Groups cells by outcome, in the order of the first cell of each. */
export function byOutcome(cells: readonly Cell[]): CellGroup[] {
  const groups = new Map<string, CellGroup>();
  for (const { match, outcome } of cells) {
    const key = JSON.stringify(outcome);
    groups.set(key, { outcome, matches: [...(groups.get(key)?.matches ?? []), match] });
  }
  return [...groups.values()];
}

/** Splits matches into lists that fit into one rule each. */
export function inParts(matches: readonly HttpRouteMatch[]): HttpRouteMatch[][] {
  const { matchesOfRule } = httpRouteLimits;
  const starts = matches.map((_, index) => index).filter((index) => index % matchesOfRule === 0);
  return starts.map((start) => matches.slice(start, start + matchesOfRule));
}
