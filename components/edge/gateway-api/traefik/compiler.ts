import type { Application } from "../../../access";
import { objectName } from "../../../kubernetes/object-name";
import { ProxyMode } from "../../../proxy-contract/mode";
import { unlessProblems } from "../../../validation/problem";
import type { EdgeCompiler } from "../../contract";
import {
  applicationMiddlewares,
  edgeMiddlewares,
  type MiddlewareNames,
  ownNames,
  passthroughHeaders,
  passthroughMiddlewares,
  sharedNames,
} from "../../traefik/middlewares";
import type { GatewayApiSettings } from "../args";
import { httpRoute, type HttpRouteParts } from "../http-route";
import { checkPaths, checkSize } from "../limits";
import { certificateGrants, proxyRoutes } from "../proxy-routes";
import { applicationRules, middlewareFilter } from "./rules";

/**
 * HTTPRoutes whose rules pass through Traefik's Middlewares. The Gateway API has no authentication of its own. Needs Traefik
 * 3.7.13 or later, as the IngressRoutes do. In the proxy's mode `reverse-proxy` there are no Middlewares, so any implementation
 * can serve the routes. Each application is one object and changes as a whole: a denial can never arrive later than the rule
 * that it restricts.
 */
export const gatewayApiTraefik: EdgeCompiler<GatewayApiSettings> = {
  compile: (applications, settings, { gateway }) => {
    const isAnyImplementation = settings.mode === ProxyMode.ReverseProxy;
    const routes: HttpRouteParts[] = [
      ...proxyRoutes(
        applications,
        settings,
        isAnyImplementation ? {} : { passthroughFilters: [middlewareFilter(passthroughHeaders)] },
      ),
      ...applications.map((application) => applicationRoute(application, sharedNames)),
    ];
    return unlessProblems([...applications.flatMap(checkPaths), ...routes.flatMap(checkSize)], () => [
      ...certificateGrants(settings, gateway),
      ...(applications.length === 0 ? [] : edgeMiddlewares(applications, settings)),
      ...(isAnyImplementation ? [] : passthroughMiddlewares(settings)),
      ...routes.map((route) => httpRoute(route, settings.namespace, gateway)),
    ]);
  },
  compileApplication: (application, settings, { gateway }) => {
    const route = applicationRoute(application, ownNames(application));
    return unlessProblems([...checkPaths(application), ...checkSize(route)], () => [
      ...applicationMiddlewares(application, settings),
      httpRoute(route, settings.namespace, gateway),
    ]);
  },
};

function applicationRoute(application: Application, names: MiddlewareNames): HttpRouteParts {
  return {
    name: objectName("sso", "app", application.name),
    hostnames: [application.host],
    rules: applicationRules(application, names),
  };
}
