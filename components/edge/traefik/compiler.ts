import { type AccessRule, type Application } from "../../access";
import { objectName } from "../../kubernetes/object-name";
import { logoutPath, proxyPrefix } from "../../proxy-contract/endpoints";
import { accepted } from "../../validation/problem";
import type { EdgeCompiler, EdgeSettings, PassthroughApplication } from "../contract";
import { edgeMetadata } from "../kubernetes-object";
import { logoutName, signInHosts } from "../model/sign-in-endpoints";
import type { TraefikSettings } from "./args";
import {
  applicationMiddlewares,
  edgeMiddlewares,
  logoutMiddlewares,
  type MiddlewareNames,
  ownNames,
  pageHeadersMiddleware,
  passthroughHeaders,
  passthroughMiddlewares,
  sharedNames,
} from "./middlewares";
import type { IngressRoute, TraefikRoute } from "./objects";
import {
  allOf,
  hasMethod,
  hasNoPath,
  hasPath,
  isAmbiguous,
  isAnyPath,
  isBelow,
  isHost,
  isNotFromScript,
  isPath,
  startsWith,
} from "./rule-syntax";

/**
 * By default, Traefik ranks routes by the length of their rule. These priorities are higher than any such rank, so a
 * catch-all route of somebody else on the same host ranks below ours, and the proxy's endpoints rank above an application at
 * the root of the host.
 */
const applicationPriority = 10_000;
const proxyPriority = 1_000_000;

/** A route without its priority: the rule, and the names of the Middlewares between the client and the Service. */
interface UnrankedRoute {
  readonly match: string;
  readonly middlewares: readonly string[];
}

/**
 * IngressRoutes whose routes Traefik tries in the order of the rules. Needs Traefik 3.7.13 or later: 3.7 for
 * `errorRequestHeaders` and `maxResponseBodySize`, and 3.7.13 because older ones route a request target without a root
 * (`https:http://x/debug`) as `/` and forward another path, past every rule on paths.
 */
export const traefik: EdgeCompiler<TraefikSettings> = {
  compile: (applications, settings, choice) =>
    accepted([
      ...(applications.length === 0 ? [pageHeadersMiddleware(settings)] : edgeMiddlewares(applications, settings)),
      ...logoutMiddlewares(applications, settings),
      ...passthroughMiddlewares(settings),
      proxyRoute(applications, settings, choice),
      ...(settings.passthroughApplications ?? []).map((application) => passthroughRoute(application, settings, choice)),
      ...applications.map((application) => applicationRoute(application, sharedNames, settings, choice)),
    ]),
  compileApplication: (application, settings, choice) =>
    accepted([
      ...applicationMiddlewares(application, settings),
      applicationRoute(application, ownNames(application), settings, choice),
    ]),
};

function applicationRoute(
  application: Application,
  names: MiddlewareNames,
  settings: EdgeSettings,
  choice: TraefikSettings,
): IngressRoute {
  const location = allOf(isHost(application.host), isBelow(application.basePath));
  const routes: UnrankedRoute[] = [
    { match: allOf(location, isAmbiguous), middlewares: [names.deny] },
    ...application.rules.flatMap((rule) => ruleRoutes(application, rule, names)),
    { match: location, middlewares: [names.deny] },
  ];
  const distinct = firstOfEachMatch(routes);
  return ingressRoute(
    objectName("sso", "app", application.name),
    settings,
    choice,
    distinct.map(({ match, middlewares }, index) => ({
      kind: "Rule",
      match,
      priority: applicationPriority + distinct.length - index,
      middlewares: middlewares.map((name) => ({ name })),
      services: [application.service],
    })),
  );
}

/**
 * The routes of one rule. The first shows the sign-in page to a browser that requests a page. The second gives other
 * requests the plain 401; it repeats the whole rule, because Traefik drops the first route while the proxy has no ready pod.
 * The third repeats the rule again and denies: Traefik drops a route whose Middleware was deleted, and the request must not
 * fall through to a later rule with another role.
 */
function ruleRoutes(
  application: Application,
  { paths, methods, require }: AccessRule,
  names: MiddlewareNames,
): UnrankedRoute[] {
  const matching = [isHost(application.host), hasPath(application, paths)];
  const ofMethods = methods === undefined ? [] : [hasMethod(methods)];
  if (require === "deny") {
    return [{ match: allOf(...matching, ...ofMethods), middlewares: [names.deny] }];
  }
  const toApplication = [names.auth(require.role), names.applicationHeaders];
  const anyRequest: UnrankedRoute = { match: allOf(...matching, ...ofMethods), middlewares: toApplication };
  // The last matcher is always true. Without it, Traefik would treat this route as the one above.
  const closed: UnrankedRoute = { match: allOf(...matching, ...ofMethods, isAnyPath), middlewares: [names.deny] };
  const pageMethods = (["GET", "HEAD"] as const).filter((method) => methods?.includes(method) ?? true);
  if (pageMethods.length === 0) {
    return [anyRequest, closed];
  }
  const isPage = [hasMethod(pageMethods), ...hasNoPath(application, application.apiPaths), ...isNotFromScript];
  return [
    {
      match: allOf(...matching, ...isPage),
      middlewares: [names.forbidden(require.role), names.signIn, ...toApplication],
    },
    anyRequest,
    closed,
  ];
}

/** Traefik names a route after a hash of its rule, so the later of two equal rules would replace the earlier one. */
function firstOfEachMatch(routes: readonly UnrankedRoute[]): UnrankedRoute[] {
  return routes.filter((route, index) => routes.findIndex(({ match }) => match === route.match) === index);
}

function proxyRoute(
  applications: readonly Application[],
  settings: EdgeSettings,
  choice: TraefikSettings,
): IngressRoute {
  const toProxy = (match: string, middleware: string): TraefikRoute => ({
    kind: "Rule",
    match,
    priority: proxyPriority,
    middlewares: [{ name: middleware }],
    services: [{ name: settings.proxy.serviceName, port: settings.proxy.port }],
  });
  const hosts = signInHosts(applications, settings);
  const endpoints = hosts.map((host) =>
    toProxy(allOf(isHost(host), startsWith(`${proxyPrefix}/`)), sharedNames.pageHeaders),
  );
  const logouts = hosts.map((host) => toProxy(allOf(isHost(host), isPath(logoutPath)), logoutName(host, settings)));
  return ingressRoute(objectName("sso", "proxy"), settings, choice, [...endpoints, ...logouts]);
}

function passthroughRoute(
  { name, host, basePath, service }: PassthroughApplication,
  settings: EdgeSettings,
  choice: TraefikSettings,
): IngressRoute {
  const match = allOf(isHost(host), isBelow(basePath));
  return ingressRoute(objectName("sso", "passthrough", name), settings, choice, [
    {
      kind: "Rule",
      match,
      priority: applicationPriority,
      middlewares: [{ name: passthroughHeaders }],
      services: [service],
    },
  ]);
}

function ingressRoute(
  name: string,
  { namespace, certificate: { secretName } }: EdgeSettings,
  { entryPoints }: TraefikSettings,
  routes: readonly TraefikRoute[],
): IngressRoute {
  return {
    apiVersion: "traefik.io/v1alpha1",
    kind: "IngressRoute",
    metadata: edgeMetadata(name, namespace),
    spec: { entryPoints, routes, tls: secretName === undefined ? {} : { secretName } },
  };
}
