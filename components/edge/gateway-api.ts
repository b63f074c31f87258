import { type Application } from "../access";
import { objectLabels } from "../labels";
import { objectName } from "../object-name";
import { logoutPath, proxyPrefix, signInHosts } from "./auth-endpoint";
import type { EdgeCompiler, EdgeObject, EdgeSettings, OpenApplication } from "./edge-compiler";
import { checkPaths, checkSize } from "./gateway-api-limits";
import { applicationRules } from "./gateway-api-rules";
import {
  type GatewayReference,
  type HttpRoute,
  httpRoute,
  type HttpRouteMatch,
  middlewareFilter,
  pathMatch,
} from "./http-route";
import {
  applicationMiddlewares,
  edgeMiddlewares,
  logoutName,
  type MiddlewareNames,
  ownNames,
  sharedNames,
} from "./traefik-middlewares";

export interface GatewayApiOptions {
  /** The Gateway is the platform's: its listener terminates TLS. */
  readonly gateway: GatewayReference;
}

/**
 * HTTPRoutes whose rules pass through Traefik's Middlewares (3.7 or later, for the same reasons as its IngressRoutes): the
 * Gateway API has no authentication of its own. An application is one object, so that it changes as a whole: a denial never
 * arrives after what is allowed around it.
 */
export const gatewayApi = {
  compile: (applications, settings, { gateway }) => {
    const routes: HttpRoute[] = [
      proxyRoute(applications, settings),
      logoutRoute(settings),
      ...(settings.openApplications ?? []).map(openRoute),
      ...applications.map((application) => applicationRoute(application, sharedNames)),
    ];
    const problems = [
      ...applications.flatMap((application) => checkPaths(application, settings)),
      ...routes.flatMap(checkSize),
    ];
    if (problems.length > 0) {
      return { type: "problems", problems };
    }
    const objects = [
      ...certificateGrants(settings, gateway),
      ...edgeMiddlewares(applications, settings),
      ...routes.map((route) => httpRoute(route, settings.namespace, gateway)),
    ];
    return { type: "objects", objects };
  },
  compileApplication: (application, settings, { gateway }) => {
    const route = applicationRoute(application, ownNames(application));
    const problems = [...checkPaths(application, settings), ...checkSize(route)];
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

function proxyRoute(applications: readonly Application[], settings: EdgeSettings): HttpRoute {
  const { serviceName, port } = settings.proxy;
  return {
    name: objectName("sso", "proxy"),
    hostnames: signInHosts(applications, settings),
    rules: [
      {
        matches: [{ path: below(proxyPrefix) }],
        filters: [middlewareFilter(sharedNames.pageHeaders)],
        backendRefs: [{ name: serviceName, port }],
      },
    ],
  };
}

function logoutRoute({ host, proxy }: EdgeSettings): HttpRoute {
  return {
    name: objectName("sso", "logout"),
    hostnames: [host],
    rules: [
      {
        matches: [{ path: { type: "Exact", value: logoutPath } }],
        filters: [middlewareFilter(logoutName)],
        backendRefs: [{ name: proxy.serviceName, port: proxy.port }],
      },
    ],
  };
}

function openRoute({ name, host, path, service }: OpenApplication): HttpRoute {
  return {
    name: objectName("sso", "open", name),
    hostnames: [host],
    rules: [{ matches: [{ path: below(path) }], backendRefs: [{ name: service.name, port: service.port }] }],
  };
}

function below(place: string): HttpRouteMatch["path"] {
  return pathMatch(place, { path: "", withDescendants: true });
}

/** A listener in another namespace may present the certificate only when the namespace that holds it agrees. */
function certificateGrants({ namespace, certificate }: EdgeSettings, gateway: GatewayReference): EdgeObject[] {
  const { secretName } = certificate;
  if (secretName === undefined || gateway.namespace === undefined || gateway.namespace === namespace) {
    return [];
  }
  const from = [{ group: "gateway.networking.k8s.io", kind: "Gateway", namespace: gateway.namespace }];
  return [
    {
      // The version that every release of the Gateway API serves.
      apiVersion: "gateway.networking.k8s.io/v1beta1",
      kind: "ReferenceGrant",
      metadata: { name: objectName("sso", "certificate"), namespace, labels: objectLabels("edge") },
      spec: { from, to: [{ group: "", kind: "Secret", name: secretName }] },
    },
  ];
}
