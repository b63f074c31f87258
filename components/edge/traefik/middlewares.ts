import { type Application, requiredRoles } from "../../access";
import { objectName } from "../../kubernetes/object-name";
import { signInPath } from "../../proxy-contract/endpoints";
import { dashLike, spellings } from "../../proxy-contract/identity-headers";
import type { EdgeSettings } from "../contract";
import { edgeMetadata } from "../kubernetes-object";
import { applicationHeaders, pageHeaders, type ResponseHeaders, transportHeaders } from "../model/response-headers";
import { authUrl, forbiddenPagePath, logoutName, signInHosts, signOutUrl } from "../model/sign-in-endpoints";
import { aliasedHeaders, authResponseHeaders, forgedIdentityHeaders } from "../model/stripped-headers";
import type { Middleware, MiddlewareSpec } from "./objects";

/** Names of the Middlewares that the routes of an application pass through. */
export interface MiddlewareNames {
  readonly signIn: string;
  readonly deny: string;
  readonly auth: (role: string) => string;
  readonly forbidden: (role: string) => string;
  /** For the proxy's own responses, and for its pages where they replace others. */
  readonly pageHeaders: string;
  /** Comes after the sign-in, next to the application, so that the pages in front of it keep their own headers. */
  readonly applicationHeaders: string;
}

/** Names in a stack, whose applications share them. */
export const sharedNames: MiddlewareNames = {
  signIn: objectName("sso", "signin"),
  deny: objectName("sso", "deny"),
  auth: (role) => objectName("sso", "auth", role),
  forbidden: (role) => objectName("sso", "forbidden", role),
  pageHeaders: objectName("sso", "page-headers"),
  applicationHeaders: objectName("sso", "app-headers"),
};

/**
 * Names for an application that is added to a stack. It does not share the stack's: the stack deletes the Middleware of a
 * role when its own last rule for the role goes.
 */
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

/** Every Middleware that the routes of a stack's applications can name, whatever the kind of route. */
export function edgeMiddlewares(applications: readonly Application[], settings: EdgeSettings): Middleware[] {
  return middlewaresFor(requiredRoles(applications), sharedNames, settings);
}

/** Every Middleware of an application that is added to a stack. */
export function applicationMiddlewares(application: Application, settings: EdgeSettings): Middleware[] {
  return middlewaresFor(requiredRoles([application]), ownNames(application), settings);
}

function middlewaresFor(roles: readonly string[], names: MiddlewareNames, settings: EdgeSettings): Middleware[] {
  return [
    headersMiddleware(names.pageHeaders, settings, pageHeaders),
    headersMiddleware(names.applicationHeaders, settings, applicationHeaders),
    signInMiddleware(names, settings),
    denyMiddleware(names.deny, settings),
    ...roles.flatMap((role) => [
      forbiddenMiddleware(names, settings, role),
      authMiddleware(names.auth(role), settings, role),
    ]),
  ];
}

/**
 * Replaces a browser's 401 by the proxy's sign-in page, at the same address: the script of the page sees the fragment
 * (`/#/silences`), which a redirect would lose, and continues by itself. `forwardAuth` has `authSigninURL` for this, but
 * that address is fixed and loses where the user wanted to go. This Middleware also replaces a 401 of the application
 * itself: a protected application must not have a sign-in of its own.
 */
function signInMiddleware(names: MiddlewareNames, settings: EdgeSettings): Middleware {
  const page = { status: "401", query: `${signInPath}?rd={url}` };
  return errorPage(names.signIn, page, names, settings);
}

/** Replaces a browser's 403 by the page that names the missing role. Other clients get the plain 403. */
function forbiddenMiddleware(names: MiddlewareNames, settings: EdgeSettings, role: string): Middleware {
  const page = { status: "403", query: forbiddenPagePath(role, settings) };
  return errorPage(names.forbidden(role), page, names, settings);
}

/**
 * Replaces a status by a page of the proxy. The request for the page carries the user's credentials only: with the
 * `If-Modified-Since` or `Range` of the first request, the proxy would answer 304 or a part of the page, and the browser
 * would show a blank page. The headers of the page are set between the proxy and this Middleware: in front of it, they would
 * also change responses of the application.
 */
function errorPage(
  name: string,
  { status, query }: { readonly status: string; readonly query: string },
  { pageHeaders: headers }: MiddlewareNames,
  settings: EdgeSettings,
): Middleware {
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

function authMiddleware(name: string, settings: EdgeSettings, role: string): Middleware {
  return middleware(name, settings, {
    forwardAuth: {
      address: authUrl(settings, role),
      // Neither the proxy nor the application may trust an address that the client sent.
      trustForwardHeader: false,
      authResponseHeaders,
      authResponseHeadersRegex: aliasedHeaders,
      // The proxy answers with a status and one word. Traefik turns a body beyond this limit into a 401, so the limit is
      // larger than an error page.
      maxResponseBodySize: 65536,
    },
  });
}

/**
 * Denies every request. No connection comes from the broadcast address, and without `ipStrategy` Traefik compares nothing
 * but the address of the connection.
 */
function denyMiddleware(name: string, settings: EdgeSettings): Middleware {
  return middleware(name, settings, {
    ipAllowList: { sourceRange: ["255.255.255.255/32"], rejectStatusCode: 403 },
  });
}

/** Redirect the sign-out address of each host to the proxy's sign-out. The redirect is temporary (302). */
export function logoutMiddlewares(applications: readonly Application[], settings: EdgeSettings): Middleware[] {
  return signInHosts(applications, settings).map((host) => {
    const replacement = signOutUrl(applications, host, settings);
    return middleware(logoutName(host, settings), settings, { redirectRegex: { regex: "^.*$", replacement } });
  });
}

/** The only Middleware that the proxy's own endpoints need. */
export function pageHeadersMiddleware(settings: EdgeSettings): Middleware {
  return headersMiddleware(sharedNames.pageHeaders, settings, pageHeaders);
}

/** Name of the Middleware of pass-through applications, which only a stack has. */
export const passthroughHeaders = objectName("sso", "passthrough-headers");

/**
 * Removes the identity that a client claims in front of pass-through applications. An empty value removes a header, without
 * regard to case. Every spelling is listed, because this Middleware leaves aliases of a name to the entry point's
 * `aliasHeadersStrategy` (3.7.13, headers/header.go), whose default keeps them.
 */
export function passthroughMiddlewares(settings: EdgeSettings): Middleware[] {
  const forged = forgedIdentityHeaders.flatMap((name) => spellings(name, dashLike));
  const customRequestHeaders = Object.fromEntries(forged.map((name) => [name, ""]));
  const headers = { customRequestHeaders, customResponseHeaders: transportHeaders };
  return settings.passthroughApplications.length === 0 ? [] : [middleware(passthroughHeaders, settings, { headers })];
}

function headersMiddleware(name: string, settings: EdgeSettings, customResponseHeaders: ResponseHeaders): Middleware {
  return middleware(name, settings, { headers: { customResponseHeaders } });
}

function middleware(name: string, { namespace }: EdgeSettings, spec: MiddlewareSpec): Middleware {
  return { apiVersion: "traefik.io/v1alpha1", kind: "Middleware", metadata: edgeMetadata(name, namespace), spec };
}
