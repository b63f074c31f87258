import type { Application } from "../access";
import { extAuthPath } from "../proxy-contract/endpoints";
import { ProxyMode } from "../proxy-contract/mode";
import type { Checked } from "../validation/problem";
import type { EdgeChoice, SettingsOfEdges } from "./args";
import type { EdgeCompiler, EdgeObject, EdgeProperties, EdgeSettings } from "./contract";
import { envoyGateway } from "./gateway-api/envoy-gateway/compiler";
import { gatewayApiTraefik } from "./gateway-api/traefik/compiler";
import { ingressNginx } from "./ingress-nginx/compiler";
import { behindProxy } from "./reverse-proxy-mode";
import { traefik } from "./traefik/compiler";

type EdgeType = keyof SettingsOfEdges;

/** What this module knows about one edge. */
type Edge<Type extends EdgeType> = EdgeProperties & { readonly compiler: EdgeCompiler<EdgeChoice<Type>> };

/** Every edge: one row each. */
const edges: { readonly [Type in EdgeType]: Edge<Type> } = {
  // The controller copies the first cookie of the proxy's response (`auth_request_set $auth_cookie` in nginx.tmpl). Traefik's
  // provider for these annotations copies none.
  "ingress-nginx": { compiler: ingressNginx, returnsRefreshedCookies: true },
  // ForwardAuth drops cookies of the proxy's response that `addAuthCookiesToResponse` does not name (v3.7.13, forward.go,
  // `buildModifier`), and a session is split over as many cookies as it needs.
  traefik: { compiler: traefik, returnsRefreshedCookies: false },
  "gateway-api-traefik": { compiler: gatewayApiTraefik, returnsRefreshedCookies: false },
  // Envoy Gateway forwards headers of the proxy's response to the browser when access is denied, never when it is granted
  // (1.9: `allowed_client_headers_on_success` is not set).
  "envoy-gateway": { compiler: envoyGateway, returnsRefreshedCookies: false, extAuthPath },
};

/** Properties of an edge that decide how the proxy must be set up. */
export function edgeProperties({ type }: EdgeChoice): EdgeProperties {
  return edges[type];
}

/**
 * Compiles the access rules of a stack for its edge. In the proxy's mode `reverse-proxy` the edge forwards every request to
 * the proxy, which applies the rules.
 */
export function compileEdge(
  choice: EdgeChoice,
  applications: readonly Application[],
  settings: EdgeSettings,
): Checked<readonly EdgeObject[]> {
  return settings.mode === ProxyMode.ReverseProxy
    ? compileStack(choice, [], behindProxy(applications, settings))
    : compileStack(choice, applications, settings);
}

function compileStack<Type extends EdgeType>(
  choice: EdgeChoice<Type>,
  applications: readonly Application[],
  settings: EdgeSettings,
): Checked<readonly EdgeObject[]> {
  return edges[choice.type].compiler.compile(applications, settings, choice);
}

/** Compiles the access rules of one application that is added to an existing stack. */
export function compileApplication<Type extends EdgeType>(
  choice: EdgeChoice<Type>,
  application: Application,
  settings: EdgeSettings,
): Checked<readonly EdgeObject[]> {
  return edges[choice.type].compiler.compileApplication(application, settings, choice);
}
