import type { EdgeObject } from "../../../components/edge/contract";
import type { HttpRouteMatch, HttpRouteRule } from "../../../components/edge/gateway-api/objects";
import { traefikPath } from "../../../testing/paths/traefik";
import type { EdgeAnswer, EdgeEvaluator, EdgeRequest, EvaluatorOptions } from "./edge-answer";
import { type Candidate, filtersOfType, firstAnswer, openRuleAnswer, type Place, rankedCandidates } from "./http-route";
import { answerOfChain, decides, Middlewares } from "./traefik";

/** Which of several matches answers: according to the Gateway API, or as Traefik's provider computes it. */
export type MatchRanking = "specification" | "traefik";

export interface GatewayApiTraefikOptions extends EvaluatorOptions {
  readonly ranking: MatchRanking;
  /** Traefik drops a rule with a Middleware that it does not know. By default it knows all of them. */
  readonly isKnown?: (middleware: string) => boolean;
}

/** Reads HTTPRoutes and Middlewares as Traefik would if there were no other objects. */
export class GatewayApiTraefikEvaluator implements EdgeEvaluator {
  private readonly middlewares: Middlewares;
  private readonly candidates: readonly Candidate[];

  constructor(
    objects: readonly EdgeObject[],
    private readonly options: GatewayApiTraefikOptions,
  ) {
    const { ranking, isKnown = () => true } = options;
    this.middlewares = new Middlewares(objects);
    this.candidates = rankedCandidates(objects, ranking === "traefik" ? traefikRank : precedence).filter(({ rule }) =>
      middlewaresOf(rule).every((name) => this.middlewares.behind(name).every(isKnown)),
    );
  }

  answer(request: EdgeRequest): EdgeAnswer {
    const path = traefikPath(request.path)?.routing;
    const test = (expression: string, text: string): boolean => new RegExp(expression).test(text);
    return firstAnswer(this.candidates, { request, path, test }, ({ rule }) => this.answerOf(rule, request.host));
  }

  private answerOf(rule: HttpRouteRule, host: string): EdgeAnswer {
    const specs = this.middlewares.specs(middlewaresOf(rule)).filter(decides);
    if (specs.length > 0) {
      const answer = answerOfChain(specs, this.options, rule.backendRefs?.[0]?.name);
      if ((answer.type === "deny") !== (rule.backendRefs === undefined)) {
        throw new Error(`a denial with a backend, or a role without one: ${JSON.stringify(rule.matches)}`);
      }
      return answer;
    }
    // "If all entries in BackendRefs are invalid or omitted": 500.
    return rule.backendRefs === undefined ? { type: "deny" } : openRuleAnswer(rule, host, this.options);
  }
}

/** Filters of the Gateway API itself change a request or a response, and reject none. */
function middlewaresOf({ filters = [] }: HttpRouteRule): string[] {
  return filtersOfType(filters, "ExtensionRef").map(({ extensionRef }) => extensionRef.name);
}

/**
 * "Matching precedence" of HTTPRouteRule. The rank of regular expressions is left to the implementation: here they come
 * first, as a denial must. Ties between routes would go to the older one; `firstAnswer` makes sure that there are none.
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule
 */
function precedence({ path, method, headers = [] }: HttpRouteMatch, { index }: Place): number[] {
  const pathType = { RegularExpression: 2, Exact: 1, PathPrefix: 0 }[path.type];
  const length = path.type === "PathPrefix" ? path.value.length : 0;
  return [pathType, length, method === undefined ? 0 : 1, headers.length, -index];
}

function traefikRank(match: HttpRouteMatch, { index, rules, hostnames }: Place): number[] {
  // A route counts the longest of its hosts, whichever host the request is for.
  const longest = Math.max(...hostnames.map((host) => host.length));
  return [traefikPriority(match, rules - index) + longest];
}

/** `buildMatchRule` and `loadHTTPRoute` of pkg/provider/kubernetes/gateway/httproute.go, Traefik 3.7.13, without the hosts. */
export function traefikPriority({ path, method, headers = [] }: HttpRouteMatch, fromTheEnd: number): number {
  const byLength = path.type === "PathPrefix" && path.value === "/" ? 1 : 10_000 + path.value.length * 100;
  const ofPath = path.type === "Exact" ? 100_000 : byLength;
  return ofPath + (method === undefined ? 0 : 1000) + headers.length * 100 + fromTheEnd;
}
