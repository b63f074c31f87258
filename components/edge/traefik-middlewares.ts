import { type Application, requiredRoles } from "../access";
import { objectName } from "../object-name";
import { objectLabels } from "../labels";
import { authUrl, proxyPrefix, signOutUrl } from "./auth-endpoint";
import type { EdgeObject, EdgeSettings } from "./edge-compiler";
import { authResponseHeaders, underscoredHeaders } from "./identity-headers";

export const logoutName = objectName("sso", "logout");

/** What the Middlewares are called that the routes of an application pass through. */
export interface MiddlewareNames {
  readonly signIn: string;
  readonly deny: string;
  readonly auth: (role: string) => string;
  readonly forbidden: (role: string) => string;
}

/** Those of a stack, which all of its applications share. */
export const sharedNames: MiddlewareNames = {
  signIn: objectName("sso", "signin"),
  deny: objectName("sso", "deny"),
  auth: (role) => objectName("sso", "auth", role),
  forbidden: (role) => objectName("sso", "forbidden", role),
};

/** Those of an application beside the stack's: the stack's for a role would go with its own last use of it. */
export function ownNames({ name }: Application): MiddlewareNames {
  const own = (...parts: readonly string[]): string => objectName("sso", "app", name, ...parts);
  return {
    signIn: own("signin"),
    deny: own("deny"),
    auth: (role) => own("auth", role),
    forbidden: (role) => own("forbidden", role),
  };
}

/** Every Middleware that routes of a stack can name: what a request passes through, whichever kind of route it comes by. */
export function edgeMiddlewares(applications: readonly Application[], settings: EdgeSettings): EdgeObject[] {
  return [
    signInMiddleware(sharedNames.signIn, settings),
    denyMiddleware(sharedNames.deny, settings),
    logoutMiddleware(settings, signOutUrl(applications, settings)),
    ...roleMiddlewares(requiredRoles(applications), sharedNames, settings),
  ];
}

/** The same for an application that stands by itself. */
export function applicationMiddlewares(application: Application, settings: EdgeSettings): EdgeObject[] {
  const names = ownNames(application);
  return [
    signInMiddleware(names.signIn, settings),
    denyMiddleware(names.deny, settings),
    ...roleMiddlewares(requiredRoles([application]), names, settings),
  ];
}

function roleMiddlewares(roles: readonly string[], names: MiddlewareNames, settings: EdgeSettings): EdgeObject[] {
  return roles.flatMap((role) => [
    forbiddenMiddleware(names.forbidden(role), settings, role),
    authMiddleware(names.auth(role), settings, role),
  ]);
}

/**
 * Shows a browser's 401 as the proxy's sign-in page, at the very address: its script sees the fragment (`/#/silences`),
 * which a redirect loses, and takes the way on by itself. `forwardAuth` has `authSigninURL` for this, but it is a fixed
 * address and loses where the person wanted to go. It also catches a 401 that the application itself answers: a protected
 * application must not have a sign-in of its own.
 */
function signInMiddleware(name: string, settings: EdgeSettings): EdgeObject {
  return errorPage(name, settings, "401", `${proxyPrefix}/sign_in?rd={url}`);
}

/** Shows a browser's 403 as the page that names the role; programs get the bare 403. */
function forbiddenMiddleware(name: string, settings: EdgeSettings, role: string): EdgeObject {
  const page = settings.rolesWithPage?.includes(role) === false ? "index" : role;
  return errorPage(name, settings, "403", `${proxyPrefix}/forbidden/${page}.html`);
}

/**
 * A page of the proxy in place of a status. The request for it carries what says who asks, and nothing else: with
 * `If-Modified-Since` or `Range` of the first request the proxy would answer 304 or a part, a blank page.
 */
function errorPage(name: string, settings: EdgeSettings, status: string, query: string): EdgeObject {
  return middleware(name, settings, {
    errors: {
      status: [status],
      service: { name: settings.proxy.serviceName, port: settings.proxy.port },
      query,
      errorRequestHeaders: ["Cookie", "Authorization"],
    },
  });
}

function authMiddleware(name: string, settings: EdgeSettings, role: string): EdgeObject {
  return middleware(name, settings, {
    forwardAuth: {
      address: authUrl(settings, role),
      // Neither the proxy nor the application may believe an address that a visitor sent.
      trustForwardHeader: false,
      authResponseHeaders,
      authResponseHeadersRegex: underscoredHeaders,
      // The proxy answers with a status and a word. A longer answer would become a 401, so leave room for an error page.
      maxResponseBodySize: 65536,
    },
  });
}

/** Refuses everybody: no connection ever comes from the broadcast address, and without `ipStrategy` nothing else counts. */
function denyMiddleware(name: string, settings: EdgeSettings): EdgeObject {
  return middleware(name, settings, {
    ipAllowList: { sourceRange: ["255.255.255.255/32"], rejectStatusCode: 403 },
  });
}

/** From `/logout` to the proxy's sign-out, with 302: a browser must ask again the next time. */
function logoutMiddleware(settings: EdgeSettings, signOutUrl: string): EdgeObject {
  return middleware(logoutName, settings, { redirectRegex: { regex: "^.*$", replacement: signOutUrl } });
}

function middleware(name: string, { namespace }: EdgeSettings, spec: EdgeObject["spec"]): EdgeObject {
  return {
    apiVersion: "traefik.io/v1alpha1",
    kind: "Middleware",
    metadata: { name, namespace, labels: objectLabels("edge") },
    spec,
  };
}
