import { checkText } from "../../validation/check";
import { dnsLabel, dnsSubdomain } from "../../validation/names";
import type { Problem } from "../../validation/problem";
import type { ProxyMode } from "../../proxy-contract/mode";
import type { GatewayReference } from "./http-route";

/** A Gateway that exists: the platform's. */
export interface GatewayArgs {
  /** Its name. Plain value: it shapes the graph. */
  name: string;
  /**
   * Its namespace. Plain value: it shapes the graph.
   * @default - the stack's own
   */
  namespace?: string;
  /**
   * The listener that serves TLS; its `allowedRoutes` must let in the stack's namespace, and its `hostname`, if it has one,
   * every host of the stack (`*.example.com`): a host that it leaves out is not served. Without a name the routes would bind
   * to every listener, the one for plain HTTP included. Plain value: it shapes the graph.
   * @default "websecure"
   */
  sectionName?: string;
}

/** What signs in behind the Gateway: the Gateway API has no authentication of its own. No settings yet. */
export type GatewayImplementationArgs = Record<string, never>;

/**
 * Routes for a Gateway, and the implementation that serves it: exactly one of the two. With the proxy's mode `reverse-proxy`
 * the routes hold nothing but the Gateway API's own, and no implementation need be named.
 */
export interface GatewayApiEdgeArgs {
  /** The Gateway that serves the routes. */
  gateway: GatewayArgs;
  /** Traefik 3.7 or later: its Middlewares sign in. Its `kubernetesCRD` provider must be on. */
  traefik?: GatewayImplementationArgs;
  /**
   * Envoy Gateway 1.9 or later: its SecurityPolicies sign in. It goes with sessions that are kept in Redis or Valkey.
   */
  envoyGateway?: GatewayImplementationArgs;
}

/** @param path where the block stands in the configuration */
export function checkGatewayApi(args: GatewayApiEdgeArgs, path: string, mode: ProxyMode): Problem[] {
  const { name, namespace, sectionName } = args.gateway;
  return [
    ...checkText(name, dnsSubdomain, `${path}.gateway.name`),
    ...checkText(namespace, dnsLabel, `${path}.gateway.namespace`),
    ...checkText(sectionName, dnsSubdomain, `${path}.gateway.sectionName`),
    ...(mode === "middleware" ? checkImplementation(args, path) : []),
  ];
}

/** Whatever stands in a route's way to ask the proxy is not of the Gateway API, but of one implementation. */
function checkImplementation({ traefik, envoyGateway }: GatewayApiEdgeArgs, path: string): Problem[] {
  return (traefik === undefined) !== (envoyGateway === undefined)
    ? []
    : [
        {
          path,
          expected: "exactly one of traefik and envoyGateway: what asks the proxy differs between implementations",
          fix: 'name the implementation, or choose proxy.mode "reverse-proxy", which needs nothing of it',
        },
      ];
}

/** Which compiler writes for it; run `checkGatewayApi` first. */
export function implementationOf({ envoyGateway }: GatewayApiEdgeArgs): "gateway-api" | "envoy-gateway" {
  return envoyGateway === undefined ? "gateway-api" : "envoy-gateway";
}

/** Fills in the defaults; run `checkGatewayApi` first. */
export function resolveGateway({ gateway }: GatewayApiEdgeArgs): GatewayReference {
  const { name, namespace, sectionName = "websecure" } = gateway;
  return namespace === undefined ? { name, sectionName } : { name, namespace, sectionName };
}
