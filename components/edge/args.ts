import type { ProxyMode } from "../proxy-contract/mode";
import { exactlyOne } from "../validation/choice";
import type { Problem } from "../validation/problem";
import {
  checkGatewayApi,
  type GatewayApiEdgeArgs,
  type GatewayApiSettings,
  implementationOf,
  resolveGatewayApi,
} from "./gateway-api/args";
import {
  checkIngressNginx,
  type IngressNginxEdgeArgs,
  type IngressNginxSettings,
  resolveIngressNginx,
} from "./ingress-nginx/args";
import { checkTraefik, resolveTraefik, type TraefikEdgeArgs, type TraefikSettings } from "./traefik/args";

/** The edge: the ingress controller or Gateway that exposes the applications. Set exactly one block. */
export interface EdgeArgs {
  /**
   * ingress-nginx, or Traefik's provider (3.7.13 or later) for its annotations. It cannot express rules that name methods:
   * use it with `access.profile: single-role`.
   * @default - not this edge
   */
  ingressNginx?: IngressNginxEdgeArgs;
  /**
   * Traefik 3.7.13 or later with its own resources (IngressRoute, Middleware). It expresses every rule. Before 3.7.13, a
   * request target without a root bypasses rules on paths.
   * @default - not this edge
   */
  traefik?: TraefikEdgeArgs;
  /**
   * The Gateway API, implemented by Traefik 3.7.13 or later or by Envoy Gateway 1.9 or later. It expresses every rule. In
   * the proxy's mode `reverse-proxy`, any implementation works.
   * @default - not this edge
   */
  gatewayApi?: GatewayApiEdgeArgs;
}

/** Settings of each edge, by its type. */
export interface SettingsOfEdges {
  readonly "ingress-nginx": IngressNginxSettings;
  readonly traefik: TraefikSettings;
  readonly "gateway-api-traefik": GatewayApiSettings;
  readonly "envoy-gateway": GatewayApiSettings;
}

/** An edge with the defaults applied. */
export type EdgeChoice<Type extends keyof SettingsOfEdges = keyof SettingsOfEdges> = {
  readonly [Each in Type]: { readonly type: Each } & SettingsOfEdges[Each];
}[Type];

/**
 * @param path key of the block in the configuration
 * @param mode of the proxy: in `reverse-proxy` the edge does not ask the proxy, so fewer settings are required
 */
export function checkEdge(args: EdgeArgs, path: string, mode: ProxyMode = "middleware"): Problem[] {
  const { ingressNginx, traefik, gatewayApi } = args;
  return [
    ...exactlyOne(args, ["ingressNginx", "traefik", "gatewayApi"], path),
    ...(ingressNginx === undefined ? [] : checkIngressNginx(ingressNginx, `${path}.ingressNginx`)),
    ...(traefik === undefined ? [] : checkTraefik(traefik, `${path}.traefik`)),
    ...(gatewayApi === undefined ? [] : checkGatewayApi(gatewayApi, `${path}.gatewayApi`, mode)),
  ];
}

/** Applies the defaults to arguments without problems. */
export function resolveEdge({ ingressNginx, traefik, gatewayApi }: EdgeArgs): EdgeChoice {
  if (ingressNginx !== undefined) {
    return { type: "ingress-nginx", ...resolveIngressNginx(ingressNginx) };
  }
  if (traefik !== undefined) {
    return { type: "traefik", ...resolveTraefik(traefik) };
  }
  if (gatewayApi !== undefined) {
    return { type: implementationOf(gatewayApi), ...resolveGatewayApi(gatewayApi) };
  }
  throw new TypeError("no edge is chosen: checkEdge reports this");
}
