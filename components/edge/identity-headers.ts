/** Who signed in, as the proxy answers it and the application may read it. */
const identityHeaders = [
  "X-Auth-Request-User",
  "X-Auth-Request-Email",
  "X-Auth-Request-Groups",
  "X-Auth-Request-Preferred-Username",
];

/** What a visitor could forge to look like somebody else, and what no application has to see. */
const strippedHeaders = [
  "X-Forwarded-User",
  "X-Forwarded-Email",
  "X-Forwarded-Groups",
  "X-Forwarded-Preferred-Username",
  "X-Forwarded-Access-Token",
  "X-Auth-Request-Access-Token",
  "X-Auth-Request-Redirect",
  "Authorization",
  "Cookie",
];

/**
 * Headers that an edge takes from the answer of the sub-request. Both edges remove a listed header from the request first
 * and set it again only when the answer has it, so the one list sets the identity and strips everything else in it.
 */
export const authResponseHeaders: readonly string[] = [...identityHeaders, ...strippedHeaders];

/**
 * The same names with underscores for dashes, in any mixture. Servers that follow CGI read them as the same header
 * (CVE-2025-64484); Traefik passes them on by default, while nginx drops them.
 */
export const underscoredHeaders = `(?i)^(?:${authResponseHeaders
  .filter((name) => name.includes("-"))
  .map((name) => name.replaceAll("-", "[-_]"))
  .join("|")})$`;
