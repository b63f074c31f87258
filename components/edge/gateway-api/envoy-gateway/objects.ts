import type { KubernetesObject, OneOf } from "../../kubernetes-object";

/**
 * The parts of Envoy Gateway's policies that we use, under their names in the definitions of version 1.9.
 * @see https://gateway.envoyproxy.io/v1.9/api/extension_types/
 */
type EnvoyGatewayObject<Kind extends string, Spec> = KubernetesObject<"gateway.envoyproxy.io/v1alpha1", Kind, Spec>;

/** A route, or one rule of it, in the namespace of the policy. */
export interface PolicyTarget {
  readonly group: "gateway.networking.k8s.io";
  readonly kind: "HTTPRoute";
  readonly name: string;
  /** Name of the rule. */
  readonly sectionName?: string;
}

export type SecurityPolicy = EnvoyGatewayObject<"SecurityPolicy", SecurityPolicySpec>;

export type SecurityPolicySpec = { readonly targetRefs: readonly PolicyTarget[] } & OneOf<{
  readonly authorization: { readonly defaultAction: "Deny" };
  readonly extAuth: ExtAuth;
}>;

/** Asks another server about each request. */
export interface ExtAuth {
  /** Whether requests pass while the server cannot be reached. */
  readonly failOpen: false;
  /** Status of the response while the server cannot be reached. */
  readonly statusOnError: number;
  readonly timeout: `${number}s`;
  /** Headers of the request that Envoy sends to the server, in addition to `Authorization`. */
  readonly headersToExtAuth: readonly string[];
  readonly http: {
    readonly backendRefs: readonly {
      readonly group: "";
      readonly kind: "Service";
      readonly name: string;
      readonly port: number;
    }[];
    /** Path and query of the request to the server, instead of those of the client. */
    readonly pathOverride: string;
  };
}

export type BackendTrafficPolicy = EnvoyGatewayObject<"BackendTrafficPolicy", BackendTrafficPolicySpec>;

export interface BackendTrafficPolicySpec {
  readonly targetRefs: readonly PolicyTarget[];
  readonly responseOverride: readonly ResponseOverride[];
}

/** Replaces a response by a text. */
export interface ResponseOverride {
  /** `Local`: only responses that Envoy itself creates, such as those to rejected requests. */
  readonly source: "Local";
  readonly match: { readonly statusCodes: readonly { readonly type: "Value"; readonly value: number }[] };
  readonly response: {
    readonly contentType: string;
    readonly body: { readonly type: "Inline"; readonly inline: string };
  };
}
