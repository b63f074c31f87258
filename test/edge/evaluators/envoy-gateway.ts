import type { EdgeObject } from "../../../components/edge/contract";
import type { HttpRouteMatch, HttpRouteRule } from "../../../components/edge/gateway-api/http-route";
import { type EdgeAnswer, type EdgeRequest, roleAskedFor } from "./edge-answer";
import { envoyPath, type EnvoyPathSettings } from "../../../testing/paths/envoy";
import { answerOfFirst, compare, proxyAnswer } from "./http-route";

interface Candidate {
  readonly routeName: string;
  readonly hostnames: readonly string[];
  readonly match: HttpRouteMatch;
  readonly rule: HttpRouteRule;
  /** Compared from left to right, the greater first. */
  readonly rank: readonly number[];
}

interface TargetRef {
  readonly kind: string;
  readonly name: string;
  readonly sectionName?: string;
}

interface SecurityPolicySpec {
  readonly targetRefs: readonly TargetRef[];
  readonly authorization?: { readonly defaultAction: string; readonly rules?: unknown };
  readonly extAuth?: {
    readonly failOpen: boolean;
    readonly http: { readonly backendRefs: readonly { readonly name: string }[]; readonly pathOverride: string };
  };
}

/** Answers requests as Envoy Gateway 1.9 would let Envoy do with these objects and nothing else. */
export class EnvoyGatewayEvaluator {
  private readonly candidates: readonly Candidate[];
  private readonly security: readonly SecurityPolicySpec[];
  private readonly pages: readonly { readonly targetRefs: readonly TargetRef[] }[];

  constructor(
    objects: readonly EdgeObject[],
    private readonly clientId: string,
    private readonly pathSettings?: EnvoyPathSettings,
  ) {
    const specsOf = (wanted: string) => objects.filter(({ kind }) => kind === wanted).map(({ spec }) => spec);
    this.security = specsOf("SecurityPolicy") as unknown as SecurityPolicySpec[];
    this.pages = specsOf("BackendTrafficPolicy") as unknown as { targetRefs: TargetRef[] }[];
    this.candidates = objects
      .filter(({ kind }) => kind === "HTTPRoute")
      .flatMap(candidatesOf)
      .sort((left, right) => compare(right.rank, left.rank));
  }

  answer(request: EdgeRequest): EdgeAnswer {
    const path = envoyPath(request.path, this.pathSettings);
    const matching = this.candidates.filter(
      ({ hostnames, match }) => path !== undefined && hostnames.includes(request.host) && matches(match, request, path),
    );
    return answerOfFirst(matching, (candidate) => this.answerOf(candidate, request.host));
  }

  private answerOf({ routeName, rule, match }: Candidate, host: string): EdgeAnswer {
    const policy = mostSpecific(this.security, routeName, rule.name);
    if (rule.backendRefs === undefined) {
      // 403 by the policy, and 500 without one: "If all entries in BackendRefs are invalid or omitted".
      return { type: "deny" };
    }
    if (policy === undefined) {
      if (rule.backendRefs[0]?.name !== "oauth2-proxy") {
        throw new Error(`open to everybody: ${JSON.stringify(match)}`);
      }
      return proxyAnswer(rule, host);
    }
    const signIn = mostSpecific(this.pages, routeName, rule.name) !== undefined;
    return answerOfPolicy(policy, this.clientId, { signIn, service: rule.backendRefs[0]?.name ?? "" });
  }
}

function answerOfPolicy(
  { authorization, extAuth }: SecurityPolicySpec,
  clientId: string,
  behind: { readonly signIn: boolean; readonly service: string },
): EdgeAnswer {
  if (extAuth === undefined) {
    if (authorization?.defaultAction !== "Deny" || authorization.rules !== undefined) {
      throw new Error(`a policy that asks nobody and denies nothing: ${JSON.stringify(authorization)}`);
    }
    return { type: "deny" };
  }
  const { failOpen, http } = extAuth;
  if (failOpen || http.backendRefs.some(({ name }) => name !== "oauth2-proxy")) {
    throw new Error(`open while the proxy is away, or asks somebody else: ${JSON.stringify(extAuth)}`);
  }
  const url = new URL(http.pathOverride, "http://oauth2-proxy");
  if (url.pathname !== "/check/yes") {
    throw new Error(`asks where the proxy does not answer 200: ${http.pathOverride}`);
  }
  return { type: "role", role: roleAskedFor(url.href, clientId), ...behind };
}

/** A policy of the rule stands alone; without one, that of the route does. Of two, the older one: they would be a mistake. */
function mostSpecific<P extends { readonly targetRefs: readonly TargetRef[] }>(
  policies: readonly P[],
  routeName: string,
  ruleName: string | undefined,
): P | undefined {
  const find = (sectionName: string | undefined): P | undefined => {
    const found = policies.filter(({ targetRefs }) =>
      targetRefs.some((ref) => ref.name === routeName && ref.sectionName === sectionName),
    );
    if (found.length > 1) {
      throw new Error(`two policies for ${routeName}/${sectionName ?? ""}`);
    }
    return found[0];
  };
  return (ruleName === undefined ? undefined : find(ruleName)) ?? find(undefined);
}

function candidatesOf({ metadata, spec }: EdgeObject): Candidate[] {
  const rules = spec.rules as readonly HttpRouteRule[];
  return rules.flatMap((rule) =>
    rule.matches.map((match) => ({
      routeName: metadata.name,
      hostnames: spec.hostnames as readonly string[],
      match,
      rule,
      rank: rankOf(match),
    })),
  );
}

/** `XdsIRRoutes.Less` of internal/gatewayapi/sort.go, 1.9.1; a method is one header that is compared exactly. */
function rankOf({ path, method, headers = [] }: HttpRouteMatch): number[] {
  const pathType = { Exact: 2, RegularExpression: 1, PathPrefix: 0 }[path.type];
  const length = path.type === "PathPrefix" && path.value === "/" ? 0 : path.value.length;
  const ofMethod = method === undefined ? 0 : 1;
  const exactHeaders = headers.filter(({ type }) => type === "Exact").length;
  return [pathType, length, ofMethod + headers.length, ofMethod + exactHeaders];
}

function matches({ path, method, headers = [] }: HttpRouteMatch, request: EdgeRequest, sentPath: string): boolean {
  return (
    matchesPath(path, sentPath) &&
    (method === undefined || method === request.method) &&
    headers.every(({ type, name, value }) => {
      const sent = request.headers?.[name];
      return sent !== undefined && (type === "Exact" ? sent === value : isWhole(value, sent));
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
      return isWhole(value, path);
  }
}

/** Envoy's regular expressions match the whole text. */
function isWhole(expression: string, text: string): boolean {
  return new RegExp(`^(?:${expression})$`).test(text);
}
