import type { HttpMethod } from "../../access";
import type { KubernetesObject } from "../kubernetes-object";

/**
 * The parts of the Gateway API's resources that we use, under their names in the definitions of version 1.6.
 * @see https://gateway-api.sigs.k8s.io/reference/spec/
 */
export type HttpRoute = KubernetesObject<"gateway.networking.k8s.io/v1", "HTTPRoute", HttpRouteSpec>;

export interface HttpRouteSpec {
  readonly parentRefs: readonly GatewayReference[];
  readonly hostnames: readonly string[];
  readonly rules: readonly HttpRouteRule[];
}

/** A Gateway, and the listener that serves the route. */
export interface GatewayReference {
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName: string;
}

export interface HttpRouteRule {
  /** Name under which a policy finds the rule; unique in the route. */
  readonly name?: string;
  readonly matches: readonly HttpRouteMatch[];
  readonly filters?: readonly HttpRouteFilter[];
  readonly backendRefs?: readonly HttpBackendReference[];
}

export interface HttpBackendReference {
  readonly name: string;
  readonly port: number;
  readonly filters?: readonly HttpRouteFilter[];
}

export interface HttpRouteMatch {
  readonly path: { readonly type: "Exact" | "PathPrefix" | "RegularExpression"; readonly value: string };
  readonly method?: HttpMethod;
  readonly headers?: readonly HttpHeaderMatch[];
}

export interface HttpHeaderMatch {
  readonly type: "Exact" | "RegularExpression";
  readonly name: string;
  readonly value: string;
}

export type HttpRouteFilter =
  | { readonly type: "RequestHeaderModifier"; readonly requestHeaderModifier: HeaderModifier }
  | { readonly type: "ResponseHeaderModifier"; readonly responseHeaderModifier: HeaderModifier }
  | {
      readonly type: "URLRewrite";
      readonly urlRewrite: { readonly path: { readonly type: "ReplaceFullPath"; readonly replaceFullPath: string } };
    }
  | {
      readonly type: "ExtensionRef";
      /** An object of the implementation, in the namespace of the route. */
      readonly extensionRef: { readonly group: "traefik.io"; readonly kind: "Middleware"; readonly name: string };
    };

export interface HeaderModifier {
  readonly set?: readonly { readonly name: string; readonly value: string }[];
  readonly remove?: readonly string[];
}

/** Version `v1beta1`, which every release of the Gateway API serves. */
export type ReferenceGrant = KubernetesObject<
  "gateway.networking.k8s.io/v1beta1",
  "ReferenceGrant",
  ReferenceGrantSpec
>;

export interface ReferenceGrantSpec {
  readonly from: readonly {
    readonly group: "gateway.networking.k8s.io";
    readonly kind: "Gateway";
    readonly namespace: string;
  }[];
  readonly to: readonly { readonly group: ""; readonly kind: "Secret"; readonly name: string }[];
}
