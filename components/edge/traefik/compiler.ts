import { type AccessRule, type Application } from "../../access";
import { objectLabels } from "../../kubernetes/labels";
import { objectName } from "../../kubernetes/object-name";
import { logoutPath, proxyPrefix } from "../../proxy-contract/endpoints";
import { logoutName, signInHosts } from "../model/sign-in-endpoints";
import { accepted } from "../../validation/problem";
import type { EdgeCompiler, EdgeObject, EdgeSettings, PassthroughApplication } from "../contract";
import type { TraefikSettings } from "./args";
import {
  applicationMiddlewares,
  edgeMiddlewares,
  logoutMiddlewares,
  type MiddlewareNames,
  ownNames,
  pageHeadersMiddleware,
  sharedNames,
} from "./middlewares";
import {
  allOf,
  hasMethod,
  hasNoPath,
  hasPath,
  isAmbiguous,
  isAnyPath,
  isBelow,
  isHost,
  isNoProgram,
} from "./rule-syntax";

/**
 * Traefik ranks routes by the length of their rule unless told. Ours stand above every such rank, so that a catch-all of
 * somebody else on the same host stays below, and the proxy's own endpoints above an application at the root of the host.
 */
const applicationPriority = 10_000;
const proxyPriority = 1_000_000;

/** A route before it has its rank: what matches, and what it passes through before it reaches the service. */
interface Route {
  readonly match: string;
  readonly middlewares: readonly string[];
}

/**
 * IngressRoutes whose routes Traefik tries in the order of the rules. Needs Traefik 3.7 or later, for `errorRequestHeaders`
 * and `maxResponseBodySize`.
 */
export const traefik: EdgeCompiler<TraefikSettings> = {
  compile: (applications, settings, choice) =>
    accepted([
      ...(applications.length === 0 ? [pageHeadersMiddleware(settings)] : edgeMiddlewares(applications, settings)),
      ...logoutMiddlewares(applications, settings),
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
): EdgeObject {
  const place = allOf(isHost(application.host), isBelow(application.basePath));
  const routes: Route[] = [
    { match: allOf(place, isAmbiguous), middlewares: [names.deny] },
    ...application.rules.flatMap((rule) => ruleRoutes(application, rule, names)),
    { match: place, middlewares: [names.deny] },
  ];
  const distinct = firstOfEachMatch(routes);
  return ingressRoute(objectName("sso", "app", application.name), settings, choice, {
    routes: distinct.map(({ match, middlewares }, index) => ({
      kind: "Rule",
      match,
      priority: applicationPriority + distinct.length - index,
      middlewares: middlewares.map((name) => ({ name })),
      services: [application.service],
    })),
  });
}

/**
 * A browser that asks for a page is sent to the sign-in; everything else gets the bare 401. The second route repeats the
 * whole rule, because Traefik drops the first one while the proxy has no ready pod. The third repeats it once more and
 * lets nobody in: Traefik drops a route whose Middleware somebody deleted, and a request must not fall through to a later
 * rule with another role then.
 */
function ruleRoutes(
  application: Application,
  { paths, methods, require }: AccessRule,
  names: MiddlewareNames,
): Route[] {
  const matching = [isHost(application.host), hasPath(application, paths)];
  const ofMethods = methods === undefined ? [] : [hasMethod(methods)];
  if (require === "deny") {
    return [{ match: allOf(...matching, ...ofMethods), middlewares: [names.deny] }];
  }
  const toApplication = [names.auth(require.role), names.applicationHeaders];
  const anyRequest: Route = { match: allOf(...matching, ...ofMethods), middlewares: toApplication };
  // The last matcher is always true; without it, Traefik would take the rule for the one above.
  const nobody: Route = { match: allOf(...matching, ...ofMethods, isAnyPath), middlewares: [names.deny] };
  const pageMethods = (["GET", "HEAD"] as const).filter((method) => methods?.includes(method) ?? true);
  if (pageMethods.length === 0) {
    return [anyRequest, nobody];
  }
  const isPage = [hasMethod(pageMethods), ...hasNoPath(application, application.apiPaths), ...isNoProgram];
  return [
    {
      match: allOf(...matching, ...isPage),
      middlewares: [names.forbidden(require.role), names.signIn, ...toApplication],
    },
    anyRequest,
    nobody,
  ];
}

/** Traefik names a route after a hash of its rule: the later of two equal ones would replace the earlier. */
function firstOfEachMatch(routes: readonly Route[]): Route[] {
  return routes.filter((route, index) => routes.findIndex(({ match }) => match === route.match) === index);
}

function proxyRoute(applications: readonly Application[], settings: EdgeSettings, choice: TraefikSettings): EdgeObject {
  const toProxy = {
    kind: "Rule",
    priority: proxyPriority,
    services: [{ name: settings.proxy.serviceName, port: settings.proxy.port }],
  };
  const hosts = signInHosts(applications, settings);
  const endpoints = hosts.map((host) => ({
    match: allOf(isHost(host), `PathPrefix(\`${proxyPrefix}/\`)`),
    middlewares: [{ name: sharedNames.pageHeaders }],
    ...toProxy,
  }));
  const logouts = hosts.map((host) => ({
    match: allOf(isHost(host), `Path(\`${logoutPath}\`)`),
    middlewares: [{ name: logoutName(host, settings) }],
    ...toProxy,
  }));
  return ingressRoute(objectName("sso", "proxy"), settings, choice, { routes: [...endpoints, ...logouts] });
}

function passthroughRoute(
  { name, host, basePath: path, service }: PassthroughApplication,
  settings: EdgeSettings,
  choice: TraefikSettings,
): EdgeObject {
  const match = allOf(isHost(host), isBelow(path));
  return ingressRoute(objectName("sso", "open", name), settings, choice, {
    routes: [{ kind: "Rule", match, priority: applicationPriority, services: [service] }],
  });
}

function ingressRoute(
  name: string,
  { namespace, certificate }: EdgeSettings,
  { entryPoints }: TraefikSettings,
  spec: EdgeObject["spec"],
): EdgeObject {
  const { secretName } = certificate;
  return {
    apiVersion: "traefik.io/v1alpha1",
    kind: "IngressRoute",
    metadata: { name, namespace, labels: objectLabels("edge") },
    // An empty block still means TLS, with the edge's own default certificate.
    spec: { entryPoints, ...spec, tls: secretName === undefined ? {} : { secretName } },
  };
}
