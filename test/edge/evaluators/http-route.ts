import type { EdgeObject } from "../../../components/edge/contract";
import type { HttpRouteFilter, HttpRouteMatch, HttpRouteRule } from "../../../components/edge/gateway-api/objects";
import { ofKind } from "../edge-settings";
import { type EdgeAnswer, type EdgeRequest, type EvaluatorOptions, openAnswer } from "./edge-answer";

/** The part of HTTPRoute that every implementation of the Gateway API evaluates alike. */

/** One match of a route, with its rank among all matches. */
export interface Candidate {
  readonly routeName: string;
  readonly hostnames: readonly string[];
  readonly match: HttpRouteMatch;
  readonly rule: HttpRouteRule;
  /** Compared from left to right. The greater number comes first. */
  readonly rank: readonly number[];
}

/** A rule's place in its route. */
export interface Place {
  readonly index: number;
  readonly rules: number;
  readonly hostnames: readonly string[];
}

/** Every match of the routes, the highest rank first. */
export function rankedCandidates(
  objects: readonly EdgeObject[],
  rankOf: (match: HttpRouteMatch, place: Place) => readonly number[],
): Candidate[] {
  const candidates = ofKind(objects, "HTTPRoute").flatMap(({ metadata, spec: { hostnames, rules } }) =>
    rules.flatMap((rule, index) =>
      rule.matches.map((match) => ({
        routeName: metadata.name,
        hostnames,
        match,
        rule,
        rank: rankOf(match, { index, rules: rules.length, hostnames }),
      })),
    ),
  );
  return candidates.sort((left, right) => compare(right.rank, left.rank));
}

/** The first difference decides. */
function compare(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((value, index) => value !== right[index]);
  return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

/** A request as an implementation matches it. */
export interface MatchedRequest {
  readonly request: EdgeRequest;
  /** The path in the form that is matched; undefined for a path that the implementation rejects. */
  readonly path: string | undefined;
  /** Whether a regular expression matches a text. */
  readonly test: (expression: string, text: string) => boolean;
}

/** Matches of one rank that answer differently: an implementation may choose either. */
export class TiedAnswers extends Error {
  constructor(readonly answers: readonly EdgeAnswer[]) {
    super(`several answers of one rank: ${JSON.stringify(answers)}`);
  }
}

/** The answer of the highest match. A second match of the same rank must have the same answer. */
export function firstAnswer(
  candidates: readonly Candidate[],
  request: MatchedRequest,
  answerOf: (candidate: Candidate) => EdgeAnswer,
): EdgeAnswer {
  const [first, second] = candidates.filter((candidate) => matches(candidate, request));
  if (first === undefined) {
    return { type: "none" };
  }
  const answer = answerOf(first);
  const isTie = second !== undefined && compare(first.rank, second.rank) === 0;
  if (isTie && JSON.stringify(answerOf(second)) !== JSON.stringify(answer)) {
    throw new TiedAnswers([answer, answerOf(second)]);
  }
  return answer;
}

function matches({ hostnames, match }: Candidate, { request, path, test }: MatchedRequest): boolean {
  const { method, headers = [] } = match;
  return (
    path !== undefined &&
    hostnames.includes(request.host) &&
    matchesPath(match.path, path, test) &&
    (method === undefined || method === request.method) &&
    headers.every(({ type, name, value }) => {
      const sent = request.headers?.[name];
      return sent !== undefined && (type === "Exact" ? sent === value : test(value, sent));
    })
  );
}

function matchesPath({ type, value }: HttpRouteMatch["path"], path: string, test: MatchedRequest["test"]): boolean {
  switch (type) {
    case "Exact":
      return path === value;
    case "PathPrefix":
      return value === "/" || path === value || path.startsWith(`${value}/`);
    case "RegularExpression":
      return test(value, path);
  }
}

/**
 * The answer of a rule on which nothing asks the proxy. A rewrite to the proxy's sign-out, with the next page in a header,
 * has the effect of a redirect with both.
 */
export function openRuleAnswer(
  { filters = [], backendRefs = [] }: HttpRouteRule,
  host: string,
  options: EvaluatorOptions,
): EdgeAnswer {
  const answer = openAnswer(backendRefs[0]?.name, options);
  const [rewrite] = filtersOfType(filters, "URLRewrite");
  const [headers] = filtersOfType(filters, "RequestHeaderModifier");
  if (rewrite === undefined) {
    return answer;
  }
  const next = headers?.requestHeaderModifier.set?.find(({ name }) => name === "X-Auth-Request-Redirect")?.value;
  return {
    type: "proxy",
    redirect: `https://${host}${rewrite.urlRewrite.path.replaceFullPath}?rd=${next ?? ""}`,
  };
}

export function filtersOfType<Type extends HttpRouteFilter["type"]>(
  filters: readonly HttpRouteFilter[],
  type: Type,
): Extract<HttpRouteFilter, { type: Type }>[] {
  return filters.filter((filter): filter is Extract<HttpRouteFilter, { type: Type }> => filter.type === type);
}
