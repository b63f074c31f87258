import { identityHeaders, strippedHeaders } from "../../proxy-contract/identity-headers";

/**
 * Request headers that only the proxy may set. An edge removes each from the client's request. Edges that copy headers from
 * the proxy's response (Traefik and ingress-nginx) then set those that the response has, so one list both sets the identity
 * and strips the rest. Envoy Gateway only strips.
 */
export const authResponseHeaders: readonly string[] = [...Object.keys(identityHeaders), ...strippedHeaders];

/**
 * Regular expression for the same names with any dash replaced by an underscore. Servers that follow CGI read both spellings
 * as one header (CVE-2025-64484). Traefik forwards such headers by default; nginx drops them.
 */
export const underscoredHeaders = `(?i)^(?:${authResponseHeaders
  .filter((name) => name.includes("-"))
  .map((name) => name.replaceAll("-", "[-_]"))
  .join("|")})$`;
