import type { EdgeObject } from "../../../components/edge/contract";
import type { PolicyTarget, SecurityPolicySpec } from "../../../components/edge/gateway-api/envoy-gateway/objects";
import type { HttpRouteMatch } from "../../../components/edge/gateway-api/objects";
import { envoyPath, type EnvoyPathSettings } from "../../../testing/paths/envoy";
import { ofKind } from "../edge-settings";
import {
  type EdgeAnswer,
  type EdgeEvaluator,
  type EdgeRequest,
  type EvaluatorOptions,
  roleAskedFor,
} from "./edge-answer";
import { type Candidate, firstAnswer, openRuleAnswer, rankedCandidates } from "./http-route";

export interface EnvoyGatewayOptions extends EvaluatorOptions {
  readonly pathSettings?: EnvoyPathSettings;
}

interface Targeting {
  readonly targetRefs: readonly PolicyTarget[];
}

/** Reads HTTPRoutes and policies as Envoy Gateway 1.9 would if there were no other objects. */
export class EnvoyGatewayEvaluator implements EdgeEvaluator {
  private readonly candidates: readonly Candidate[];
  private readonly security: readonly SecurityPolicySpec[];
  private readonly pages: readonly Targeting[];

  constructor(
    objects: readonly EdgeObject[],
    private readonly options: EnvoyGatewayOptions,
  ) {
    this.security = ofKind(objects, "SecurityPolicy").map(({ spec }) => spec);
    this.pages = ofKind(objects, "BackendTrafficPolicy").map(({ spec }) => spec);
    this.candidates = rankedCandidates(objects, rankOf);
  }

  answer(request: EdgeRequest): EdgeAnswer {
    const path = envoyPath(request.path, this.options.pathSettings);
    return firstAnswer(this.candidates, { request, path, test: isWhole }, (candidate) =>
      this.answerOf(candidate, request.host),
    );
  }

  private answerOf({ routeName, rule }: Candidate, host: string): EdgeAnswer {
    const policy = mostSpecific(this.security, routeName, rule.name);
    if (rule.backendRefs === undefined) {
      // 403 with the policy, and 500 without one: "If all entries in BackendRefs are invalid or omitted".
      return { type: "deny" };
    }
    if (policy === undefined) {
      return openRuleAnswer(rule, host, this.options);
    }
    const signIn = mostSpecific(this.pages, routeName, rule.name) !== undefined;
    return answerOfPolicy(policy, this.options, { signIn, service: rule.backendRefs[0]?.name ?? "" });
  }
}

function answerOfPolicy(
  { authorization, extAuth }: SecurityPolicySpec,
  options: EvaluatorOptions,
  backend: { readonly signIn: boolean; readonly service: string },
): EdgeAnswer {
  if (extAuth === undefined) {
    if (authorization.defaultAction !== "Deny" || "rules" in authorization) {
      throw new Error(`a policy that neither asks the proxy nor denies: ${JSON.stringify(authorization)}`);
    }
    return { type: "deny" };
  }
  const { failOpen, http } = extAuth;
  if (failOpen || http.backendRefs.some(({ name }) => name !== "oauth2-proxy")) {
    throw new Error(`open while the proxy is down, or asks another server: ${JSON.stringify(extAuth)}`);
  }
  const url = new URL(http.pathOverride, "http://oauth2-proxy");
  if (url.pathname !== "/check/yes") {
    throw new Error(`asks at a path where the proxy does not answer 200: ${http.pathOverride}`);
  }
  return { type: "role", role: roleAskedFor(url.href, options), ...backend };
}

/** A policy of the rule replaces that of the route. Two policies with one target would be a mistake. */
function mostSpecific<Policy extends Targeting>(
  policies: readonly Policy[],
  routeName: string,
  ruleName: string | undefined,
): Policy | undefined {
  const find = (sectionName: string | undefined): Policy | undefined => {
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

/** `XdsIRRoutes.Less` of internal/gatewayapi/sort.go, 1.9.1. A method counts as one header with an exact value. */
function rankOf({ path, method, headers = [] }: HttpRouteMatch): number[] {
  const pathType = { Exact: 2, RegularExpression: 1, PathPrefix: 0 }[path.type];
  const length = path.type === "PathPrefix" && path.value === "/" ? 0 : path.value.length;
  const ofMethod = method === undefined ? 0 : 1;
  const exactHeaders = headers.filter(({ type }) => type === "Exact").length;
  return [pathType, length, ofMethod + headers.length, ofMethod + exactHeaders];
}

/** Envoy's regular expressions match the whole text. */
function isWhole(expression: string, text: string): boolean {
  return new RegExp(`^(?:${expression})$`).test(text);
}
