import { type Application, checkSingleRole } from "../access";
import type { Problem } from "../validation/problem";
import type { ProxyMode } from "../proxy-contract/mode";
import { extAuthPath } from "./model/sign-in-endpoints";
import { behindProxy } from "./reverse-proxy-mode";
import type { Compilation, EdgeSettings } from "./contract";
import { envoyGateway, type EnvoyGatewayOptions } from "./gateway-api/envoy-gateway/compiler";
import { gatewayApi, type GatewayApiOptions } from "./gateway-api/traefik/compiler";
import { checkGatewayApi, type GatewayApiEdgeArgs, implementationOf, resolveGateway } from "./gateway-api/args";
import { ingressNginx, type IngressNginxOptions } from "./ingress-nginx/compiler";
import { traefik, type TraefikOptions } from "./traefik/compiler";

export interface IngressNginxEdgeArgs {
  /**
   * Class of the Ingresses. Plain value: it shapes the graph.
   * @default "nginx"
   */
  ingressClassName?: string;
}

export interface TraefikEdgeArgs {
  /**
   * Names of Traefik's entry points that serve TLS.
   * @default ["websecure"]
   */
  entryPoints?: string[];
}

/** The edge in front of the cluster: exactly one of the three. */
export interface EdgeArgs {
  /**
   * ingress-nginx, or Traefik's provider for its annotations. Expresses no rule that names methods: it goes with the
   * profile `single-role`.
   */
  ingressNginx?: IngressNginxEdgeArgs;
  /** Traefik 3.7 or later with its own resources (IngressRoute, Middleware). Expresses every rule. */
  traefik?: TraefikEdgeArgs;
  /**
   * The Gateway API, as Traefik 3.7 or later, or Envoy Gateway 1.9 or later, implements it: expresses every rule. Any other
   * implementation with the proxy's mode `reverse-proxy`.
   */
  gatewayApi?: GatewayApiEdgeArgs;
}

/** An edge with all defaults filled in. */
export type EdgeChoice =
  | ({ readonly type: "ingress-nginx" } & IngressNginxOptions)
  | ({ readonly type: "traefik" } & TraefikOptions)
  | ({ readonly type: "gateway-api" } & GatewayApiOptions)
  | ({ readonly type: "envoy-gateway" } & EnvoyGatewayOptions);

export type ResolvedEdgeChoice =
  | { readonly type: "choice"; readonly choice: EdgeChoice }
  | { readonly type: "problems"; readonly problems: readonly Problem[] };

const objectNamePattern = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;
const entryPointPattern = /^[A-Za-z0-9_-]+$/;

/**
 * @param path where the block stands in the configuration
 * @param mode of the proxy: an edge that need not ask it can do with less
 */
export function resolveEdgeChoice(args: EdgeArgs, path = "edge", mode: ProxyMode = "middleware"): ResolvedEdgeChoice {
  const { ingressNginx, traefik: traefikArgs, gatewayApi: gatewayArgs } = args;
  if ([ingressNginx, traefikArgs, gatewayArgs].filter((block) => block !== undefined).length === 1) {
    if (ingressNginx !== undefined) {
      return resolveIngressNginx(ingressNginx, `${path}.ingressNginx`);
    }
    if (traefikArgs !== undefined) {
      return resolveTraefik(traefikArgs, `${path}.traefik`);
    }
    if (gatewayArgs !== undefined) {
      return resolveGatewayApi(gatewayArgs, `${path}.gatewayApi`, mode);
    }
  }
  return problem(path, args, "exactly one of ingressNginx, traefik and gatewayApi");
}

function resolveIngressNginx({ ingressClassName = "nginx" }: IngressNginxEdgeArgs, path: string): ResolvedEdgeChoice {
  return objectNamePattern.test(ingressClassName)
    ? { type: "choice", choice: { type: "ingress-nginx", ingressClassName } }
    : problem(`${path}.ingressClassName`, ingressClassName, "the name of an IngressClass");
}

function resolveTraefik({ entryPoints = ["websecure"] }: TraefikEdgeArgs, path: string): ResolvedEdgeChoice {
  // Without a name Traefik binds a route to every entry point, the one for plain HTTP included.
  return entryPoints.length > 0 && entryPoints.every((name) => entryPointPattern.test(name))
    ? { type: "choice", choice: { type: "traefik", entryPoints } }
    : problem(`${path}.entryPoints`, entryPoints, "the names of one or more entry points that serve TLS");
}

function resolveGatewayApi(args: GatewayApiEdgeArgs, path: string, mode: ProxyMode): ResolvedEdgeChoice {
  const problems = checkGatewayApi(args, path, mode);
  return problems.length > 0
    ? { type: "problems", problems }
    : { type: "choice", choice: { type: implementationOf(args), gateway: resolveGateway(args) } };
}

function problem(path: string, value: unknown, expected: string): ResolvedEdgeChoice {
  return { type: "problems", problems: [{ path, value, expected }] };
}

/** Translates the access rules for the chosen edge, or leads everything through the proxy, which then applies them. */
export function compileEdge(
  choice: EdgeChoice,
  applications: readonly Application[],
  settings: EdgeSettings,
): Compilation {
  if (settings.proxy.mode !== "reverse-proxy") {
    return compileFor(choice, applications, settings);
  }
  const problems = checkSingleRole(applications, settings.host, "proxy.mode");
  return problems.length > 0
    ? { type: "problems", problems }
    : compileFor(choice, [], behindProxy(applications, settings));
}

function compileFor(choice: EdgeChoice, applications: readonly Application[], settings: EdgeSettings): Compilation {
  switch (choice.type) {
    case "ingress-nginx":
      return ingressNginx.compile(applications, settings, choice);
    case "traefik":
      return traefik.compile(applications, settings, choice);
    case "gateway-api":
      return gatewayApi.compile(applications, settings, choice);
    case "envoy-gateway":
      return envoyGateway.compile(applications, settings, choice);
    default:
      return choice satisfies never;
  }
}

/** Translates the access rules of one application beside a stack that exists. */
export function compileApplication(choice: EdgeChoice, application: Application, settings: EdgeSettings): Compilation {
  switch (choice.type) {
    case "ingress-nginx":
      return ingressNginx.compileApplication(application, settings, choice);
    case "traefik":
      return traefik.compileApplication(application, settings, choice);
    case "gateway-api":
      return gatewayApi.compileApplication(application, settings, choice);
    case "envoy-gateway":
      return envoyGateway.compileApplication(application, settings, choice);
    default:
      return choice satisfies never;
  }
}

/** Where the proxy must answer 200 for a yes; undefined where its own endpoint does. */
export function extAuthPathOf({ type }: EdgeChoice): string | undefined {
  return type === "envoy-gateway" ? extAuthPath : undefined;
}
