import type { Application } from "../../../access";
import { objectName } from "../../../kubernetes/object-name";
import type { EdgeCompiler, EdgeObject, EdgeSettings } from "../../contract";
import { pagePolicies, type SectionedRoute, securityPolicies } from "./policies";
import { sectionedRules } from "./rules";
import { checkPaths, checkSize } from "../limits";
import { certificateGrants, proxyRoutes } from "../proxy-routes";
import { type GatewayReference, type HttpRoute, httpRoute } from "../http-route";

export interface EnvoyGatewayOptions {
  /** The Gateway is the platform's: its listener terminates TLS. */
  readonly gateway: GatewayReference;
}

/**
 * HTTPRoutes, and policies of Envoy Gateway (1.9 or later) that stand before their rules. A policy names the route that it
 * guards, and stands first all the same: a route must not be there before what guards it.
 */
export const envoyGateway = {
  compile: (applications, settings, { gateway }) => {
    const guarded = applications.map(guardedRoute);
    const routes = [...proxyRoutes(applications, settings, visitorsClaims), ...guarded.map(({ route }) => route)];
    const problems = [...applications.flatMap(checkPaths), ...routes.flatMap(checkSize)];
    if (problems.length > 0) {
      return { type: "problems", problems };
    }
    const objects = [
      ...certificateGrants(settings, gateway),
      ...policies(guarded, settings),
      ...routes.map((route) => httpRoute(route, settings.namespace, gateway)),
    ];
    return { type: "objects", objects };
  },
  compileApplication: (application, settings, { gateway }) => {
    const guarded = guardedRoute(application);
    const problems = [...checkPaths(application), ...checkSize(guarded.route)];
    const objects = [...policies([guarded], settings), httpRoute(guarded.route, settings.namespace, gateway)];
    return problems.length > 0 ? { type: "problems", problems } : { type: "objects", objects };
  },
} satisfies EdgeCompiler<EnvoyGatewayOptions>;

type GuardedRoute = SectionedRoute & { readonly route: HttpRoute };

function guardedRoute(application: Application): GuardedRoute {
  const { rules, sections } = sectionedRules(application);
  const routeName = objectName("sso", "app", application.name);
  return { routeName, application, sections, route: { name: routeName, hostnames: [application.host], rules } };
}

/** One kind after the other, as each waits for those of other kinds before it. */
function policies(routes: readonly GuardedRoute[], settings: EdgeSettings): EdgeObject[] {
  return [
    ...routes.flatMap((route) => securityPolicies(route, settings)),
    ...routes.flatMap((route) => pagePolicies(route, settings)),
  ];
}

/** The proxy believes the edge who asked for what; Envoy passes on what a visitor claims of that. */
const visitorsClaims = ["X-Forwarded-Host", "X-Forwarded-Uri", "X-Auth-Request-Redirect"];
