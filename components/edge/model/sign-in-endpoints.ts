import type { Application } from "../../access";
import { objectName } from "../../kubernetes/object-name";
import { serviceHost } from "../../kubernetes/service-host";
import {
  authPath,
  extAuthPath,
  forbiddenPagesPath,
  pingPath,
  roleQuery,
  signInPath,
  signOutPath,
} from "../../proxy-contract/endpoints";
import type { EdgeSettings } from "../contract";

/** URLs and names that follow from the proxy's HTTP contract and the settings of an edge. */

/**
 * URL of the sub-request that decides: 202 with the role, 403 without it, 401 without a session. It uses plain HTTP inside
 * the cluster and the name of the Service: an edge that called the public host would call itself. The query names the role,
 * because the proxy's global `allowed_roles` would delete the cookie of users who lack it and send them through an endless
 * sign-in.
 * @see https://oauth2-proxy.github.io/oauth2-proxy/features/endpoints
 */
export function authUrl(settings: EdgeSettings, role: string): string {
  return `${proxyUrl(settings)}${authPath}?${roleQuery(settings.clientId, role)}`;
}

/** URL of a sub-request that grants every request and names no user. */
export function pingUrl(settings: EdgeSettings): string {
  return `${proxyUrl(settings)}${pingPath}`;
}

function proxyUrl({ namespace, proxy: { serviceName, port } }: EdgeSettings): string {
  return `http://${serviceHost(serviceName, namespace)}${port === 80 ? "" : `:${port}`}`;
}

/**
 * The same request for an edge that accepts only 200 (Envoy). The proxy serves a file there. It compares roles before it
 * serves a file, as it does at its own endpoint (oauth2-proxy 7.15.6, `Proxy` in oauthproxy.go).
 */
export function extAuthUri(clientId: string, role: string): string {
  return `${extAuthPath}/yes?${roleQuery(clientId, role)}`;
}

/**
 * The proxy's page for a missing role. The edge shows it in place of the proxy's plain "Forbidden", which no template can
 * change (v7.15.6, AuthOnly). The general page has the address of its folder: the proxy's file server redirects
 * `index.html` to the folder, and an edge would show the redirect as a blank page. A role named `index` gets the general
 * page for the same reason.
 */
export function forbiddenPagePath(role: string, { rolesWithPage }: EdgeSettings): string {
  const file = role === "index" || rolesWithPage?.includes(role) === false ? "" : `${role}.html`;
  return `${forbiddenPagesPath}/${file}`;
}

/** Name of the object that signs users out of one host. The shared host has the name without a suffix. */
export function logoutName(host: string, settings: EdgeSettings): string {
  return host === settings.host ? objectName("sso", "logout") : objectName("sso", "logout", host);
}

/**
 * URL that ends the session of a host at the proxy and at Keycloak, and then shows the sign-in page. Nothing in it is
 * encoded: ingress-nginx rejects `%` and `#` in the URL of an annotation, and a query may contain the characters of a path.
 */
export function signOutUrl(applications: readonly Application[], host: string, settings: EdgeSettings): string {
  return `https://${host}${signOutPath}?rd=${signedOutPage(applications, host, settings)}`;
}

/** The sign-in page after a sign-out: it waits for a click (`signed_out`), then leads to the host's first application. */
export function signedOutPage(
  applications: readonly Application[],
  host: string,
  { passthroughApplications = [] }: EdgeSettings,
): string {
  const first = [...applications, ...passthroughApplications].find((application) => application.host === host);
  return `${signInPath}?signed_out=${first?.basePath ?? ""}/`;
}

/** Every host that users sign in on, the shared host first. Each needs the proxy's endpoints, since cookies are per host. */
export function signInHosts(
  applications: readonly { readonly host: string }[],
  shared: { readonly host: string },
): string[] {
  return [...new Set([shared, ...applications].map(({ host }) => host))];
}
