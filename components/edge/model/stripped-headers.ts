import { foreignIdentityHeaders, identityHeaders, strippedHeaders } from "../../proxy-contract/identity-headers";

/**
 * Request headers that only the proxy may set. An edge removes each from the client's request. Edges that copy headers from
 * the proxy's response (Traefik and ingress-nginx) then set those that the response has, so one list both sets the identity
 * and strips the rest. Envoy Gateway only strips.
 */
export const authResponseHeaders: readonly string[] = [...Object.keys(identityHeaders), ...strippedHeaders];

/**
 * Request headers that an edge removes in front of a pass-through application. Cookie and token are the application's own. At
 * most 16, the limit of one filter of an HTTPRoute, so that every implementation of the Gateway API can remove them.
 */
export const forgedIdentityHeaders: readonly string[] = [...Object.keys(identityHeaders), ...foreignIdentityHeaders];

/**
 * Regular expression for the same names with any dash replaced by another character. Servers that follow CGI read
 * `X_Auth_Request_User` and `X.Auth.Request.User` as `X-Auth-Request-User` (CVE-2025-64484). By default, Traefik forwards
 * such headers; nginx drops them.
 */
export const aliasedHeaders = `(?i)^(?:${authResponseHeaders
  .filter((name) => name.includes("-"))
  .map((name) => name.replaceAll("-", "[^A-Za-z0-9]"))
  .join("|")})$`;
