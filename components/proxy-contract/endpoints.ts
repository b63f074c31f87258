/**
 * The HTTP contract of the proxy: the paths that Keycloak's client, the proxy's configuration, the edges and the pages
 * must agree on. They are the same on every host that users sign in on.
 * @see https://oauth2-proxy.github.io/oauth2-proxy/features/endpoints
 */

/** Prefix of the proxy's own endpoints. */
export const proxyPrefix = "/oauth2";

/** Endpoint that decides a request for an edge: 202 with the role, 403 without it, 401 without a session. */
export const authPath = `${proxyPrefix}/auth`;

/** Redirect URI: Keycloak sends a browser back here with the authorization code. */
export const callbackPath = `${proxyPrefix}/callback`;

/** Starts a sign-in at Keycloak. */
export const startPath = `${proxyPrefix}/start`;

/** Shows the sign-in page. */
export const signInPath = `${proxyPrefix}/sign_in`;

/** Ends the session at the proxy and at Keycloak. */
export const signOutPath = `${proxyPrefix}/sign_out`;

/** Returns the signed-in user as JSON. */
export const userInfoPath = `${proxyPrefix}/userinfo`;

/** Folder of the pages for a missing role, one per role. Every user with a session may read them. */
export const forbiddenPagesPath = `${proxyPrefix}/forbidden`;

/** Short address on each host at which a user signs out. */
export const logoutPath = "/logout";

/** Answers 200 to every client, without a header about the user. oauth2-proxy's default (`ping_path`). */
export const pingPath = "/ping";

/**
 * Path that returns 200 instead of 202, for edges such as Envoy that accept only 200. It is not below `proxyPrefix`, which
 * every client can request.
 */
export const extAuthPath = "/check";

/** Query that asks for a role of a client; the proxy's global `allowed_roles` would delete the cookie of users without it. */
export function roleQuery(clientId: string, role: string): string {
  return `allowed_groups=${roleClaim(clientId, role)}`;
}

/** A client role as the proxy's Keycloak provider writes it among the groups of a session. */
export function roleClaim(clientId: string, role: string): string {
  return `role:${clientId}:${role}`;
}
