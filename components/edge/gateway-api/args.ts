import type { ProxyMode } from "../../proxy-contract/mode";
import { checkText } from "../../validation/check";
import { exactlyOne } from "../../validation/choice";
import { dnsLabel, dnsSubdomain } from "../../validation/names";
import type { Problem } from "../../validation/problem";
import { edgeDefaults } from "../defaults";
import type { GatewayReference } from "./objects";

/** A Gateway that exists already. The stack attaches routes to it and does not change it. */
export interface GatewayArgs {
  /** Name of the Gateway. Plain value: it shapes the graph. */
  name: string;
  /**
   * Namespace of the Gateway. Plain value: it shapes the graph.
   * @default - the namespace of the stack
   */
  namespace?: string;
  /**
   * Name of the listener that serves TLS. Its `allowedRoutes` must admit the stack's namespace, and its `hostname`, if set,
   * must cover every host of the stack (`*.example.com`): hosts that it does not cover are not served. The name is always
   * set, because a route without one attaches to every listener, including the one for plain HTTP. Plain value: it shapes
   * the graph.
   * @default "websecure"
   */
  sectionName?: string;
}

/** An implementation of the Gateway API. It has no settings yet: the block itself is the choice. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- a variant without settings, named for other languages
export interface GatewayImplementationArgs {}

/**
 * A Gateway, and exactly one of the implementations that can ask the proxy: the Gateway API has no authentication of its
 * own. In the proxy's mode `reverse-proxy`, routes contain nothing outside the Gateway API, so no implementation is needed.
 */
export interface GatewayApiEdgeArgs {
  /** The Gateway that serves the routes. */
  gateway: GatewayArgs;
  /**
   * Traefik 3.7.13 or later, which asks the proxy through its Middlewares. Its provider `kubernetesCRD` must be on as well.
   * @default - not this implementation
   */
  traefik?: GatewayImplementationArgs;
  /**
   * Envoy Gateway 1.9 or later, which asks the proxy through its SecurityPolicies. It needs sessions in Valkey or Redis.
   * @default - not this implementation
   */
  envoyGateway?: GatewayImplementationArgs;
}

/** Settings of an edge that serves HTTPRoutes. */
export interface GatewayApiSettings {
  /** The platform's Gateway. Its listener terminates TLS. */
  readonly gateway: GatewayReference;
}

/** @param path key of the block in the configuration */
export function checkGatewayApi(args: GatewayApiEdgeArgs, path: string, mode: ProxyMode): Problem[] {
  const { name, namespace, sectionName } = args.gateway;
  return [
    ...checkText(name, dnsSubdomain, `${path}.gateway.name`),
    ...checkText(namespace, dnsLabel, `${path}.gateway.namespace`),
    ...checkText(sectionName, dnsSubdomain, `${path}.gateway.sectionName`),
    ...(mode === "middleware" ? checkImplementation(args, path) : []),
  ];
}

/** How a route asks the proxy is not part of the Gateway API: it differs between implementations. */
function checkImplementation(args: GatewayApiEdgeArgs, path: string): Problem[] {
  return exactlyOne(args, ["traefik", "envoyGateway"], path, {
    none: 'name the implementation, or choose proxy.mode "reverse-proxy", which works with any of them',
  });
}

/**
 * The compiler for the implementation. Without one, only the mode `reverse-proxy` is left, in which both compilers render
 * the same objects.
 */
export function implementationOf({ envoyGateway }: GatewayApiEdgeArgs): "gateway-api-traefik" | "envoy-gateway" {
  return envoyGateway === undefined ? "gateway-api-traefik" : "envoy-gateway";
}

/** Applies the defaults to arguments without problems. */
export function resolveGatewayApi({ gateway }: GatewayApiEdgeArgs): GatewayApiSettings {
  const { name, namespace, sectionName = edgeDefaults.sectionName } = gateway;
  return { gateway: namespace === undefined ? { name, sectionName } : { name, namespace, sectionName } };
}
