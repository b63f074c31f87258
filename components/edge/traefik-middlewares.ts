import { type Application, requiredRoles } from "../access";
import { objectName } from "../object-name";
import { objectLabels } from "../labels";
import { authUrl, proxyPrefix, signOutUrl } from "./auth-endpoint";
import type { EdgeObject, EdgeSettings } from "./edge-compiler";
import { authResponseHeaders, underscoredHeaders } from "./identity-headers";

export const signInName = objectName("sso", "signin");
export const denyName = objectName("sso", "deny");
export const logoutName = objectName("sso", "logout");
export const authName = (role: string): string => objectName("sso", "auth", role);

export const forbiddenName = (role: string): string => objectName("sso", "forbidden", role);

/** Every Middleware that routes can name: what a request passes through, whichever kind of route it comes by. */
export function edgeMiddlewares(applications: readonly Application[], settings: EdgeSettings): EdgeObject[] {
  return [
    signInMiddleware(settings),
    denyMiddleware(settings),
    logoutMiddleware(settings, signOutUrl(applications, settings)),
    ...requiredRoles(applications).flatMap((role) => [
      forbiddenMiddleware(settings, role),
      authMiddleware(settings, role),
    ]),
  ];
}

/**
 * Shows a browser's 401 as the proxy's sign-in page, at the very address: its script sees the fragment (`/#/silences`),
 * which a redirect loses, and takes the way on by itself. `forwardAuth` has `authSigninURL` for this, but it is a fixed
 * address and loses where the person wanted to go. It also catches a 401 that the application itself answers: a protected
 * application must not have a sign-in of its own.
 */
function signInMiddleware(settings: EdgeSettings): EdgeObject {
  return errorPage(signInName, settings, "401", `${proxyPrefix}/sign_in?rd={url}`);
}

/** Shows a browser's 403 as the page that names the role; programs get the bare 403. */
function forbiddenMiddleware(settings: EdgeSettings, role: string): EdgeObject {
  return errorPage(forbiddenName(role), settings, "403", `${proxyPrefix}/forbidden/${role}.html`);
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

function authMiddleware(settings: EdgeSettings, role: string): EdgeObject {
  return middleware(authName(role), settings, {
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
function denyMiddleware(settings: EdgeSettings): EdgeObject {
  return middleware(denyName, settings, {
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
