import { type Application } from "../access";
import { objectLabels } from "../labels";
import { objectName } from "../object-name";
import { logoutName, logoutPath, proxyPrefix, signedOutPage, signInHosts, signOutPath } from "./auth-endpoint";
import type { EdgeCompiler, EdgeObject, EdgeSettings, OpenApplication } from "./edge-compiler";
import { checkPaths, checkSize } from "./gateway-api-limits";
import { applicationRules } from "./gateway-api-rules";
import { type GatewayReference, type HttpRoute, httpRoute, type HttpRouteMatch, pathMatch } from "./http-route";
import { pageHeaders } from "./response-headers";
import {
  applicationMiddlewares,
  edgeMiddlewares,
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
 * Gateway API has no authentication of its own. Without protected applications there are none of these, and any
 * implementation will do. An application is one object, so that it changes as a whole: a denial never arrives after what
 * is allowed around it.
 */
export const gatewayApi = {
  compile: (applications, settings, { gateway }) => {
    const routes: HttpRoute[] = [
      proxyRoute(applications, settings),
      ...signInHosts(applications, settings).map((host) => logoutRoute(host, applications, settings)),
      ...(settings.openApplications ?? []).map(openRoute),
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

const pageHeaderList = Object.entries(pageHeaders).map(([name, value]) => ({ name, value }));

function proxyRoute(applications: readonly Application[], settings: EdgeSettings): HttpRoute {
  const { serviceName, port } = settings.proxy;
  return {
    name: objectName("sso", "proxy"),
    hostnames: signInHosts(applications, settings),
    rules: [
      {
        matches: [{ path: below(proxyPrefix) }],
        filters: [{ type: "ResponseHeaderModifier", responseHeaderModifier: { set: pageHeaderList } }],
        backendRefs: [{ name: serviceName, port }],
      },
    ],
  };
}

/**
 * The proxy's sign-out under a shorter name, with what every implementation has. Where to go next is a header: a rewrite
 * leaves the query alone, and a redirect could set none.
 */
function logoutRoute(host: string, applications: readonly Application[], settings: EdgeSettings): HttpRoute {
  const { serviceName, port } = settings.proxy;
  const next = { name: "X-Auth-Request-Redirect", value: signedOutPage(applications, host, settings) };
  return {
    name: logoutName(host, settings),
    hostnames: [host],
    rules: [
      {
        matches: [{ path: { type: "Exact", value: logoutPath } }],
        filters: [
          { type: "URLRewrite", urlRewrite: { path: { type: "ReplaceFullPath", replaceFullPath: signOutPath } } },
          { type: "RequestHeaderModifier", requestHeaderModifier: { set: [next] } },
        ],
        backendRefs: [{ name: serviceName, port }],
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
