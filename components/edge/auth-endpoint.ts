import type { Application } from "../access";
import { objectName } from "../object-name";
import type { EdgeSettings } from "./edge-compiler";

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
  return `http://${authority}${proxyPrefix}/auth?allowed_groups=role:${settings.clientId}:${role}`;
}

/** Where a person signs out, on every host that people sign in on. */
export const logoutPath = "/logout";

/** Name of what leads out of one host. The shared host's is the one of a stack that has no other. */
export function logoutName(host: string, settings: EdgeSettings): string {
  return host === settings.host ? objectName("sso", "logout") : objectName("sso", "logout", host);
}

/**
 * Ends the session of a host at the proxy, which ends the one at Keycloak, and shows the sign-in page, which then waits for
 * a click (`signed_out`) and leads back to the first application of that host. Nothing in it is encoded: ingress-nginx refuses `%` and `#` in
 * an annotation's URL, and the characters of a path need no encoding within a query.
 */
export function signOutUrl(applications: readonly Application[], host: string, settings: EdgeSettings): string {
  return `https://${host}${signOutPath}?rd=${signedOutPage(applications, host, settings)}`;
}

/** Where the proxy ends a session, and then leads to. */
export const signOutPath = `${proxyPrefix}/sign_out`;

export function signedOutPage(
  applications: readonly Application[],
  host: string,
  { openApplications = [] }: EdgeSettings,
): string {
  const first = [...applications, ...openApplications].find((application) => application.host === host);
  return `${proxyPrefix}/sign_in?signed_out=${first?.path ?? ""}/`;
}

/** Every host on which somebody signs in, the shared one first. Each needs the proxy's endpoints: cookies keep to a host. */
export function signInHosts(
  applications: readonly { readonly host: string }[],
  shared: { readonly host: string },
): string[] {
  return [...new Set([shared, ...applications].map(({ host }) => host))];
}
