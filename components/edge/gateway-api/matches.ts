import { type Application } from "../../access";
import { type HttpHeaderMatch, type HttpRouteMatch, httpRouteLimits, pathMatch } from "./http-route";
import { type Outcome, type MethodRegion } from "../model/outcomes";

/** One match of an HTTPRoute, and how what it matches is answered. */
export interface Cell {
  readonly match: HttpRouteMatch;
  readonly answer: Outcome;
}

/** A match for each method that the region names, and one for all others. */
export function cellsOf(
  { basePath }: Application,
  region: MethodRegion,
  programHeaders: readonly HttpHeaderMatch[],
): Cell[] {
  const path = pathMatch(basePath, region);
  return [
    ...[...region.named].flatMap(([method, answer]) => methodCells({ path, method }, answer, programHeaders)),
    { match: { path }, answer: region.others },
  ];
}

/** What is no page is told by a header that it has, since none can be told by one that it lacks. */
function methodCells(match: HttpRouteMatch, answer: Outcome, programHeaders: readonly HttpHeaderMatch[]): Cell[] {
  if (answer.type === "deny" || !answer.isPage) {
    return [{ match, answer }];
  }
  const bare: Outcome = { ...answer, isPage: false };
  return [
    { match, answer },
    ...programHeaders.map((header) => ({ match: { ...match, headers: [header] }, answer: bare })),
  ];
}

/** Matches in portions that a rule can hold. */
export function inParts(matches: readonly HttpRouteMatch[]): HttpRouteMatch[][] {
  const { matchesOfRule } = httpRouteLimits;
  const starts = matches.map((_, index) => index).filter((index) => index % matchesOfRule === 0);
  return starts.map((start) => matches.slice(start, start + matchesOfRule));
}
