import type { EdgeObject } from "../../components/edge/contract";
import type { BackendTrafficPolicy, SecurityPolicySpec } from "../../components/edge/gateway-api/envoy-gateway/objects";
import type { HttpRouteFilter, HttpRouteRule, ReferenceGrantSpec } from "../../components/edge/gateway-api/objects";
import type { IngressPath, IngressSpec } from "../../components/edge/ingress-nginx/objects";
import type { IngressRouteSpec, MiddlewareSpec } from "../../components/edge/traefik/objects";

/**
 * Mistakes in the objects of an edge that the type checker must report. A cluster would drop a misspelt field without an
 * error, and some of the fields deny access.
 */

const metadata = { name: "sso-tool", namespace: "monitoring", labels: {} };
const forwardAuth = {
  address: "http://oauth2-proxy/oauth2/auth",
  trustForwardHeader: false,
  authResponseHeaders: [],
  authResponseHeadersRegex: "",
  maxResponseBodySize: 65536,
};
const targetRefs = [{ group: "gateway.networking.k8s.io", kind: "HTTPRoute", name: "sso-app-tool" }] as const;

export const correct: readonly EdgeObject[] = [
  { apiVersion: "traefik.io/v1alpha1", kind: "Middleware", metadata, spec: { forwardAuth } },
  {
    apiVersion: "gateway.envoyproxy.io/v1alpha1",
    kind: "SecurityPolicy",
    metadata,
    spec: { targetRefs, authorization: { defaultAction: "Deny" } },
  },
];

// @ts-expect-error -- an Ingress has another API version
export const wrongVersion: EdgeObject = { apiVersion: "traefik.io/v1alpha1", kind: "Ingress", metadata };

export const misspeltKind: EdgeObject = {
  apiVersion: "traefik.io/v1alpha1",
  // @ts-expect-error -- Traefik's kind is IngressRoute
  kind: "IngressRoutes",
  metadata,
  spec: { entryPoints: [], routes: [], tls: {} },
};

export const misspeltMiddleware: MiddlewareSpec = {
  // @ts-expect-error -- `forwardauth` would be an empty Middleware, which lets every request pass
  forwardauth: forwardAuth,
};

export const misspeltOption: MiddlewareSpec = {
  // @ts-expect-error -- Traefik would ignore `trustForwardHeaders`
  forwardAuth: { ...forwardAuth, trustForwardHeaders: false },
};

// @ts-expect-error -- Traefik rejects a Middleware with two types
export const twoMiddlewares: MiddlewareSpec = {
  forwardAuth,
  ipAllowList: { sourceRange: ["255.255.255.255/32"], rejectStatusCode: 403 },
};

export const misspeltReference: IngressRouteSpec = {
  entryPoints: ["websecure"],
  tls: {},
  routes: [
    {
      kind: "Rule",
      match: "Host(`a`)",
      priority: 1,
      // @ts-expect-error -- without `middlewares` the route would be open to every client
      middleware: [{ name: "sso-deny" }],
      services: [],
    },
  ],
};

// @ts-expect-error -- without `tls` the route would serve plain HTTP
export const withoutTls: IngressRouteSpec = { entryPoints: ["websecure"], routes: [] };

export const misspeltFilter: HttpRouteRule = {
  matches: [],
  // @ts-expect-error -- without `filters` the rule would be open to every client
  filter: [],
};

export const mixedFilter: HttpRouteFilter = {
  type: "RequestHeaderModifier",
  // @ts-expect-error -- the type of a filter names its only field
  responseHeaderModifier: { set: [] },
};

export const foreignMiddleware: HttpRouteFilter = {
  type: "ExtensionRef",
  // @ts-expect-error -- Traefik's group is traefik.io since version 3
  extensionRef: { group: "traefik.containo.us", kind: "Middleware", name: "sso-deny" },
};

export const misspeltTargets: SecurityPolicySpec = {
  // @ts-expect-error -- a policy without `targetRefs` guards nothing
  targets: targetRefs,
  authorization: { defaultAction: "Deny" },
};

// @ts-expect-error -- a policy that allows by default would open a route
export const allowing: SecurityPolicySpec = { targetRefs, authorization: { defaultAction: "Allow" } };

export const misspeltOverride: BackendTrafficPolicy = {
  apiVersion: "gateway.envoyproxy.io/v1alpha1",
  kind: "BackendTrafficPolicy",
  metadata,
  spec: {
    targetRefs,
    // @ts-expect-error -- the field is `responseOverride`
    responseOverrides: [],
  },
};

export const otherGrant: ReferenceGrantSpec = {
  from: [{ group: "gateway.networking.k8s.io", kind: "Gateway", namespace: "edge" }],
  // @ts-expect-error -- a grant without a name would allow the Gateway to read every Secret of the namespace
  to: [{ group: "", kind: "Secret" }],
};

// @ts-expect-error -- `ImplementationSpecific` means something else on every controller
export const vaguePath: Pick<IngressPath, "pathType"> = { pathType: "ImplementationSpecific" };

// @ts-expect-error -- an Ingress without `tls` would serve plain HTTP
export const withoutCertificate: IngressSpec = { ingressClassName: "nginx", rules: [] };
