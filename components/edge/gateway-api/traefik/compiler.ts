import type { Application } from "../../../access";
import { objectName } from "../../../kubernetes/object-name";
import type { EdgeCompiler } from "../../contract";
import { checkPaths, checkSize } from "../limits";
import { applicationRules } from "./rules";
import { certificateGrants, proxyRoutes } from "../proxy-routes";
import { type GatewayReference, type HttpRoute, httpRoute } from "../http-route";
import {
  applicationMiddlewares,
  edgeMiddlewares,
  type MiddlewareNames,
  ownNames,
  sharedNames,
} from "../../traefik/middlewares";

export interface GatewayApiOptions {
  /** The Gateway is the platform's: its listener terminates TLS. */
  readonly gateway: GatewayReference;
}

/**
 * HTTPRoutes whose rules pass through Traefik's Middlewares (3.7 or later, for the same reasons as its IngressRoutes): the
 * Gateway API has no authentication of its own. Without protected applications there are none of these, and any
 * implementation will do. An application is one object, so that it changes as a whole: a denial never arrives after what
 * is allowed around it.
 */
export const gatewayApi = {
  compile: (applications, settings, { gateway }) => {
    const routes: HttpRoute[] = [
      ...proxyRoutes(applications, settings),
      ...applications.map((application) => applicationRoute(application, sharedNames)),
    ];
    const problems = [...applications.flatMap(checkPaths), ...routes.flatMap(checkSize)];
    if (problems.length > 0) {
      return { type: "problems", problems };
    }
    const objects = [
      ...certificateGrants(settings, gateway),
      ...(applications.length === 0 ? [] : edgeMiddlewares(applications, settings)),
      ...routes.map((route) => httpRoute(route, settings.namespace, gateway)),
    ];
    return { type: "objects", objects };
  },
  compileApplication: (application, settings, { gateway }) => {
    const route = applicationRoute(application, ownNames(application));
    const problems = [...checkPaths(application), ...checkSize(route)];
    const objects = [...applicationMiddlewares(application, settings), httpRoute(route, settings.namespace, gateway)];
    return problems.length > 0 ? { type: "problems", problems } : { type: "objects", objects };
  },
} satisfies EdgeCompiler<GatewayApiOptions>;

function applicationRoute(application: Application, names: MiddlewareNames): HttpRoute {
  return {
    name: objectName("sso", "app", application.name),
    hostnames: [application.host],
    rules: applicationRules(application, names),
  };
}
