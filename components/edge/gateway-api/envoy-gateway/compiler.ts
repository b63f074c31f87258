import type { Application } from "../../../access";
import { objectName } from "../../../kubernetes/object-name";
import { unlessProblems } from "../../../validation/problem";
import type { EdgeCompiler, EdgeObject, EdgeSettings } from "../../contract";
import type { GatewayApiSettings } from "../args";
import { httpRoute, type HttpRouteParts } from "../http-route";
import { checkPaths, checkSize } from "../limits";
import { certificateGrants, proxyRoutes } from "../proxy-routes";
import { pagePolicies, type SectionedRoute, securityPolicies } from "./policies";
import { sectionedRules } from "./rules";

/**
 * HTTPRoutes, and policies of Envoy Gateway (1.9 or later) that guard their rules. A policy names the route that it guards
 * and still comes before it: a route must not exist before its policies.
 */
export const envoyGateway: EdgeCompiler<GatewayApiSettings> = {
  compile: (applications, settings, { gateway }) => {
    const guarded = applications.map(guardedRoute);
    const routes = [
      ...proxyRoutes(applications, settings, { untrusted: untrustedHeaders }),
      ...guarded.map(({ route }) => route),
    ];
    return unlessProblems([...applications.flatMap(checkPaths), ...routes.flatMap(checkSize)], () => [
      ...certificateGrants(settings, gateway),
      ...policies(guarded, settings),
      ...routes.map((route) => httpRoute(route, settings.namespace, gateway)),
    ]);
  },
  compileApplication: (application, settings, { gateway }) => {
    const guarded = guardedRoute(application);
    return unlessProblems([...checkPaths(application), ...checkSize(guarded.route)], () => [
      ...policies([guarded], settings),
      httpRoute(guarded.route, settings.namespace, gateway),
    ]);
  },
};

type GuardedRoute = SectionedRoute & { readonly route: HttpRouteParts };

function guardedRoute(application: Application): GuardedRoute {
  const { rules, sections } = sectionedRules(application);
  const routeName = objectName("sso", "app", application.name);
  return { routeName, application, sections, route: { name: routeName, hostnames: [application.host], rules } };
}

/** Grouped by kind, because an object waits for the objects of other kinds before it. */
function policies(routes: readonly GuardedRoute[], settings: EdgeSettings): EdgeObject[] {
  return [
    ...routes.flatMap((route) => securityPolicies(route, settings)),
    ...routes.flatMap((route) => pagePolicies(route, settings)),
  ];
}

/** oauth2-proxy trusts these headers, and Envoy forwards them as the client sent them, so the routes remove them. */
const untrustedHeaders = ["X-Forwarded-Host", "X-Forwarded-Uri", "X-Auth-Request-Redirect"];
