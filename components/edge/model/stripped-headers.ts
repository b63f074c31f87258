import { identityHeaders, strippedHeaders } from "../../proxy-contract/identity-headers";

/**
 * Headers that an edge takes from the answer of the sub-request. Both edges remove a listed header from the request first
 * and set it again only when the answer has it, so the one list sets the identity and strips everything else in it.
 */
export const authResponseHeaders: readonly string[] = [...Object.keys(identityHeaders), ...strippedHeaders];

/**
 * The same names with underscores for dashes, in any mixture. Servers that follow CGI read them as the same header
 * (CVE-2025-64484); Traefik passes them on by default, while nginx drops them.
 */
export const underscoredHeaders = `(?i)^(?:${authResponseHeaders
  .filter((name) => name.includes("-"))
  .map((name) => name.replaceAll("-", "[-_]"))
  .join("|")})$`;
