import { type Application, requiredRoles } from "../../access";
import { objectName } from "../../kubernetes/object-name";
import { objectLabels } from "../../kubernetes/labels";
import { signInPath } from "../../proxy-contract/endpoints";
import { authUrl, forbiddenPagePath, logoutName, signInHosts, signOutUrl } from "../model/sign-in-endpoints";
import type { EdgeObject, EdgeSettings } from "../contract";
import { authResponseHeaders, underscoredHeaders } from "../model/stripped-headers";
import { applicationHeaders, pageHeaders, type ResponseHeaders } from "../model/response-headers";

/** What the Middlewares are called that the routes of an application pass through. */
export interface MiddlewareNames {
  readonly signIn: string;
  readonly deny: string;
  readonly auth: (role: string) => string;
  readonly forbidden: (role: string) => string;
  /** For the proxy's own answers, and its pages in place of others. */
  readonly pageHeaders: string;
  /** Stands behind the sign-in, next to the application, so that the pages in front keep the headers of pages. */
  readonly applicationHeaders: string;
}

/** Those of a stack, which all of its applications share. */
export const sharedNames: MiddlewareNames = {
  signIn: objectName("sso", "signin"),
  deny: objectName("sso", "deny"),
  auth: (role) => objectName("sso", "auth", role),
  forbidden: (role) => objectName("sso", "forbidden", role),
  pageHeaders: objectName("sso", "page-headers"),
  applicationHeaders: objectName("sso", "app-headers"),
};

/** Those of an application beside the stack's: the stack's for a role would go with its own last use of it. */
export function ownNames({ name }: Application): MiddlewareNames {
  const own = (...parts: readonly string[]): string => objectName("sso", "app", name, ...parts);
  return {
    signIn: own("signin"),
    deny: own("deny"),
    auth: (role) => own("auth", role),
    forbidden: (role) => own("forbidden", role),
    pageHeaders: own("page-headers"),
    applicationHeaders: own("headers"),
  };
}

/** Every Middleware that routes of a stack can name: what a request passes through, whichever kind of route it comes by. */
export function edgeMiddlewares(applications: readonly Application[], settings: EdgeSettings): EdgeObject[] {
  return [
    ...headersMiddlewares(sharedNames, settings),
    signInMiddleware(sharedNames, settings),
    denyMiddleware(sharedNames.deny, settings),
    ...roleMiddlewares(requiredRoles(applications), sharedNames, settings),
  ];
}

/** The same for an application that stands by itself. */
export function applicationMiddlewares(application: Application, settings: EdgeSettings): EdgeObject[] {
  const names = ownNames(application);
  return [
    ...headersMiddlewares(names, settings),
    signInMiddleware(names, settings),
    denyMiddleware(names.deny, settings),
    ...roleMiddlewares(requiredRoles([application]), names, settings),
  ];
}

function roleMiddlewares(roles: readonly string[], names: MiddlewareNames, settings: EdgeSettings): EdgeObject[] {
  return roles.flatMap((role) => [
    forbiddenMiddleware(names, settings, role),
    authMiddleware(names.auth(role), settings, role),
  ]);
}

/**
 * Shows a browser's 401 as the proxy's sign-in page, at the very address: its script sees the fragment (`/#/silences`),
 * which a redirect loses, and takes the way on by itself. `forwardAuth` has `authSigninURL` for this, but it is a fixed
 * address and loses where the person wanted to go. It also catches a 401 that the application itself answers: a protected
 * application must not have a sign-in of its own.
 */
function signInMiddleware(names: MiddlewareNames, settings: EdgeSettings): EdgeObject {
  const page = { status: "401", query: `${signInPath}?rd={url}` };
  return errorPage(names.signIn, page, names, settings);
}

/** Shows a browser's 403 as the page that names the role; programs get the bare 403. */
function forbiddenMiddleware(names: MiddlewareNames, settings: EdgeSettings, role: string): EdgeObject {
  const page = { status: "403", query: forbiddenPagePath(role, settings) };
  return errorPage(names.forbidden(role), page, names, settings);
}

/**
 * A page of the proxy in place of a status. The request for it carries what says who asks, and nothing else: with
 * `If-Modified-Since` or `Range` of the first request the proxy would answer 304 or a part, a blank page. Its headers are
 * set on its way from the proxy: in front of this Middleware they would change the application's answers too.
 */
function errorPage(
  name: string,
  { status, query }: { readonly status: string; readonly query: string },
  { pageHeaders: headers }: MiddlewareNames,
  settings: EdgeSettings,
): EdgeObject {
  const { serviceName, port } = settings.proxy;
  return middleware(name, settings, {
    errors: {
      status: [status],
      service: { name: serviceName, port, middlewares: [{ name: headers }] },
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

/** From `/logout` of each host to the proxy's sign-out, with 302: a browser must ask again the next time. */
export function logoutMiddlewares(applications: readonly Application[], settings: EdgeSettings): EdgeObject[] {
  return signInHosts(applications, settings).map((host) => {
    const replacement = signOutUrl(applications, host, settings);
    return middleware(logoutName(host, settings), settings, { redirectRegex: { regex: "^.*$", replacement } });
  });
}

/** All that routes of the proxy alone pass through. */
export function pageHeadersMiddleware(settings: EdgeSettings): EdgeObject {
  return headersMiddleware(sharedNames.pageHeaders, settings, pageHeaders);
}

function headersMiddlewares(names: MiddlewareNames, settings: EdgeSettings): EdgeObject[] {
  return [
    headersMiddleware(names.pageHeaders, settings, pageHeaders),
    headersMiddleware(names.applicationHeaders, settings, applicationHeaders),
  ];
}

function headersMiddleware(name: string, settings: EdgeSettings, customResponseHeaders: ResponseHeaders): EdgeObject {
  return middleware(name, settings, { headers: { customResponseHeaders } });
}

function middleware(name: string, { namespace }: EdgeSettings, spec: EdgeObject["spec"]): EdgeObject {
  return {
    apiVersion: "traefik.io/v1alpha1",
    kind: "Middleware",
    metadata: { name, namespace, labels: objectLabels("edge") },
    spec,
  };
}
