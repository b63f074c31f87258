import type { EdgeObject } from "../../../components/edge/contract";
import type { HttpRouteMatch, HttpRouteRule } from "../../../components/edge/gateway-api/http-route";
import type { EdgeAnswer, EdgeRequest } from "./edge-answer";
import { answerOfChain, decides, middlewaresBehind } from "./traefik";
import { traefikPath } from "../../../testing/paths/traefik";

/** Which of several matches answers: as the Gateway API has it, or as Traefik's provider works it out. */
export type MatchRanking = "specification" | "traefik";

interface Candidate {
  readonly route: string;
  readonly hostnames: readonly string[];
  readonly match: HttpRouteMatch;
  readonly rule: HttpRouteRule;
  /** Compared from left to right, the greater first. */
  readonly rank: readonly number[];
}

/** Answers requests as Traefik would with these HTTPRoutes and nothing else. */
export class HttpRouteEvaluator {
  private readonly middlewares: ReadonlyMap<string, EdgeObject["spec"]>;
  private readonly candidates: readonly Candidate[];

  constructor(
    objects: readonly EdgeObject[],
    private readonly clientId: string,
    ranking: MatchRanking,
    /** Traefik drops a rule with a middleware that it does not know; an `errors` one goes with the proxy's last pod. */
    isKnown: (middleware: string) => boolean = () => true,
  ) {
    this.middlewares = new Map(
      objects.filter(({ kind }) => kind === "Middleware").map(({ metadata, spec }) => [metadata.name, spec]),
    );
    this.candidates = objects
      .filter(({ kind }) => kind === "HTTPRoute")
      .flatMap((object) => candidatesOf(object, ranking))
      .filter(({ rule }) => middlewaresOf(rule).every((name) => this.isUsable(name, isKnown)))
      .sort((left, right) => compare(right.rank, left.rank));
  }

  answer(request: EdgeRequest): EdgeAnswer {
    const path = traefikPath(request.path)?.routing;
    const matching = this.candidates.filter(
      ({ hostnames, match }) => path !== undefined && hostnames.includes(request.host) && matches(match, request, path),
    );
    return answerOfFirst(matching, (candidate) => this.answerOf(candidate, request.host));
  }

  private isUsable(name: string, isKnown: (middleware: string) => boolean): boolean {
    return [name, ...middlewaresBehind(this.middlewares.get(name))].every(isKnown);
  }

  private specOf(name: string): EdgeObject["spec"] {
    const spec = this.middlewares.get(name);
    if (spec === undefined) {
      throw new Error(`no middleware ${name}`);
    }
    return spec;
  }

  private answerOf({ rule, match }: Candidate, host: string): EdgeAnswer {
    const specs = middlewaresOf(rule)
      .map((name) => this.specOf(name))
      .filter(decides);
    if (specs.length > 0) {
      const answer = answerOfChain(specs, this.clientId, rule.backendRefs?.[0]?.name);
      if ((answer.type === "deny") !== (rule.backendRefs === undefined)) {
        throw new Error(`something behind a denial, or nothing behind a role: ${JSON.stringify(match)}`);
      }
      return answer;
    }
    if (rule.backendRefs === undefined) {
      // "If all entries in BackendRefs are invalid or omitted": 500.
      return { type: "deny" };
    }
    if (rule.backendRefs[0]?.name !== "oauth2-proxy") {
      throw new Error(`open to everybody: ${JSON.stringify(match)}`);
    }
    return proxyAnswer(rule, host);
  }
}

interface Ranked {
  readonly match: HttpRouteMatch;
  readonly rank: readonly number[];
}

/** What the first of the matches that are left answers, in the order of their rank; the second of that rank must agree. */
export function answerOfFirst<C extends Ranked>(
  matching: readonly C[],
  answerOf: (candidate: C) => EdgeAnswer,
): EdgeAnswer {
  const [first, second] = matching;
  if (first === undefined) {
    return { type: "none" };
  }
  const answer = answerOf(first);
  const isTie = second !== undefined && compare(first.rank, second.rank) === 0;
  if (isTie && JSON.stringify(answerOf(second)) !== JSON.stringify(answer)) {
    throw new Error(`two answers of one rank: ${JSON.stringify([first.match, second.match])}`);
  }
  return answer;
}

/** A rewrite to the proxy's sign-out with where to go next in a header leads where a redirect with both would. */
export function proxyAnswer({ filters = [] }: HttpRouteRule, host: string): EdgeAnswer {
  const [rewrite, header] = filters as readonly {
    readonly urlRewrite?: { readonly path: { readonly replaceFullPath: string } };
    readonly requestHeaderModifier?: { readonly set?: readonly { readonly name: string; readonly value: string }[] };
  }[];
  const path = rewrite?.urlRewrite?.path.replaceFullPath;
  const next = header?.requestHeaderModifier?.set?.find(({ name }) => name === "X-Auth-Request-Redirect")?.value;
  return path === undefined
    ? { type: "proxy" }
    : { type: "proxy", redirect: `https://${host}${path}?rd=${next ?? ""}` };
}

/** The Gateway API's own filters change a request or an answer and refuse none. */
function isOfTraefik(filter: object): boolean {
  return !["URLRewrite", "RequestHeaderModifier", "ResponseHeaderModifier"].includes((filter as { type: string }).type);
}

function middlewaresOf({ filters = [] }: HttpRouteRule): string[] {
  return filters.filter(isOfTraefik).map((filter) => {
    const { type, extensionRef } = filter as { type: string; extensionRef?: Readonly<Record<string, string>> };
    if (type !== "ExtensionRef" || extensionRef?.group !== "traefik.io" || extensionRef.kind !== "Middleware") {
      throw new Error(`not a filter of Traefik's: ${JSON.stringify(filter)}`);
    }
    return extensionRef.name ?? "";
  });
}

function candidatesOf({ metadata, spec }: EdgeObject, ranking: MatchRanking): Candidate[] {
  const rules = spec.rules as readonly HttpRouteRule[];
  const hostnames = spec.hostnames as readonly string[];
  return rules.flatMap((rule, index) =>
    rule.matches.map((match) => ({
      route: metadata.name,
      hostnames,
      match,
      rule,
      rank:
        ranking === "traefik"
          ? [traefikPriority(match, rules.length - index) + longest(hostnames)]
          : precedence(match, index),
    })),
  );
}

/**
 * "Matching precedence" of HTTPRouteRule. Regular expressions are left to the implementation: here they come first, as a
 * refusal must. Ties between routes would go to the older one; `answer` sees to it that there is none.
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule
 */
function precedence({ path, method, headers = [] }: HttpRouteMatch, index: number): number[] {
  const pathType = { RegularExpression: 2, Exact: 1, PathPrefix: 0 }[path.type];
  return [
    pathType,
    path.type === "PathPrefix" ? path.value.length : 0,
    method === undefined ? 0 : 1,
    headers.length,
    -index,
  ];
}

/** `buildMatchRule` and `loadHTTPRoute` of pkg/provider/kubernetes/gateway/httproute.go, Traefik 3.7.11, without the hosts. */
export function traefikPriority({ path, method, headers = [] }: HttpRouteMatch, fromTheEnd: number): number {
  const byLength = path.type === "PathPrefix" && path.value === "/" ? 1 : 10_000 + path.value.length * 100;
  const ofPath = path.type === "Exact" ? 100_000 : byLength;
  return ofPath + (method === undefined ? 0 : 1000) + headers.length * 100 + fromTheEnd;
}

/** A route counts the longest of its hosts, whichever the request is for. */
function longest(hostnames: readonly string[]): number {
  return Math.max(...hostnames.map((host) => host.length));
}

function matches({ path, method, headers = [] }: HttpRouteMatch, request: EdgeRequest, routingPath: string): boolean {
  return (
    matchesPath(path, routingPath) &&
    (method === undefined || method === request.method) &&
    headers.every(({ type, name, value }) => {
      const sent = request.headers?.[name];
      return sent !== undefined && (type === "Exact" ? sent === value : new RegExp(value).test(sent));
    })
  );
}

function matchesPath({ type, value }: HttpRouteMatch["path"], path: string): boolean {
  switch (type) {
    case "Exact":
      return path === value;
    case "PathPrefix":
      return value === "/" || path === value || path.startsWith(`${value}/`);
    case "RegularExpression":
      return new RegExp(value).test(path);
  }
}

/** The first difference decides. */
export function compare(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((value, index) => value !== right[index]);
  return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}
