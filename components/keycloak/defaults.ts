import type { Bounds } from "../validation/check";
import { hasValidPunycode, numericHost, type TextForm, urlPort } from "../validation/names";
import { defaultRotation } from "../validation/rotation";

/** Defaults of the realm and its clients. */
export const keycloakDefaults = {
  /** Client id of the proxy. */
  clientId: "oauth2-proxy",
  /** Client id of Grafana. */
  grafanaClientId: "grafana",
  accessTokenLifespanSeconds: 300,
  rotation: defaultRotation,
  realm: { create: false, protect: true },
} as const;

/** Shorter tokens would be refreshed all the time; longer ones keep a revoked role for too long. */
export const accessTokenLifespanBounds: Bounds = { minimum: 60, maximum: 3600 };

const label = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
const octet = String.raw`(?:25[0-5]|2[0-4]\d|1\d{2}|[1-9]?\d)`;
/** Browsers read a host whose last label is a number as an IPv4 address, in octal and hexadecimal too; Go does not. */
const host = String.raw`(?:${octet}(?:\.${octet}){3}|(?!${numericHost}(?:[:/]|$))${label}(?:\.${label})*)`;

/**
 * Public URL of Keycloak. Plain HTTP would expose the authorization code and the sign-in itself to everyone on the network
 * path (RFC 9700 section 2.6). No dot segments: browsers resolve them, and the proxy compares the issuer as text.
 */
export const keycloakUrl: TextForm = {
  pattern: new RegExp(String.raw`^https:\/\/${host}(?::${urlPort})?(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+)*$`),
  isRight: (url) => hasValidPunycode(/^https:\/\/([^:/]+)/.exec(url)?.[1] ?? ""),
  expected: "an https URL without credentials, query or trailing slash",
};
