import type { Application } from "../../access";
import { objectName } from "../../kubernetes/object-name";
import type { EdgeSettings } from "../contract";

/** Where the proxy's own endpoints live on every host. */
export const proxyPrefix = "/oauth2";

/**
 * The sub-request that decides: 202 with the role, 403 without, 401 without a session. In clear text inside the cluster,
 * by the Service's name: an edge that called the public host would call itself. The role stands in the request because
 * the proxy's global `allowed_roles` would clear the cookie of whoever lacks one, and send them round in circles.
 * @see https://oauth2-proxy.github.io/oauth2-proxy/features/endpoints
 */
export function authUrl(settings: EdgeSettings, role: string): string {
  const { serviceName, port } = settings.proxy;
  const authority = `${serviceName}.${settings.namespace}.svc.cluster.local${port === 80 ? "" : `:${port}`}`;
  return `http://${authority}${proxyPrefix}/auth?${askedFor(settings.clientId, role)}`;
}

/** Where the proxy answers an edge that takes nothing but 200 for a yes, see `checkUri`. */
export const extAuthPath = "/check";

/**
 * The same question for such an edge (Envoy): 200 with the role, 403 without, 401 without a session. Behind the proxy is a
 * file with that name; it compares roles before it serves one, as it does at its own endpoint (oauth2-proxy 7.15.4,
 * `Proxy` in oauthproxy.go). Not below `proxyPrefix`, which everybody can ask for.
 */
export function extAuthUri(clientId: string, role: string): string {
  return `${extAuthPath}/yes?${askedFor(clientId, role)}`;
}

function askedFor(clientId: string, role: string): string {
  return `allowed_groups=role:${clientId}:${role}`;
}

/**
 * The proxy's page for a missing role, which an edge shows in place of the bare "Forbidden" that it answers whatever its
 * templates say (v7.15.4, AuthOnly). The general one by its folder's address: the proxy's file server answers `index.html`,
 * which is also the page of a role of that name, with a redirect to the folder, and that would be shown as a blank page.
 */
export function forbiddenPagePath(role: string, { rolesWithPage }: EdgeSettings): string {
  const file = role === "index" || rolesWithPage?.includes(role) === false ? "" : `${role}.html`;
  return `${proxyPrefix}/forbidden/${file}`;
}

/** Where a person signs out, on every host that people sign in on. */
export const logoutPath = "/logout";

/** Name of what leads out of one host. The shared host's is the one of a stack that has no other. */
export function logoutName(host: string, settings: EdgeSettings): string {
  return host === settings.host ? objectName("sso", "logout") : objectName("sso", "logout", host);
}

/**
 * Ends the session of a host at the proxy, which ends the one at Keycloak, and shows the sign-in page, which then waits for
 * a click (`signed_out`) and leads back to the first application of that host. Nothing in it is encoded: ingress-nginx
 * refuses `%` and `#` in an annotation's URL, and the characters of a path need no encoding within a query.
 */
export function signOutUrl(applications: readonly Application[], host: string, settings: EdgeSettings): string {
  return `https://${host}${signOutPath}?rd=${signedOutPage(applications, host, settings)}`;
}

/** Where the proxy ends a session, and then leads to. */
export const signOutPath = `${proxyPrefix}/sign_out`;

export function signedOutPage(
  applications: readonly Application[],
  host: string,
  { passthroughApplications: openApplications = [] }: EdgeSettings,
): string {
  const first = [...applications, ...openApplications].find((application) => application.host === host);
  return `${proxyPrefix}/sign_in?signed_out=${first?.basePath ?? ""}/`;
}

/** Every host on which somebody signs in, the shared one first. Each needs the proxy's endpoints: cookies keep to a host. */
export function signInHosts(
  applications: readonly { readonly host: string }[],
  shared: { readonly host: string },
): string[] {
  return [...new Set([shared, ...applications].map(({ host }) => host))];
}
