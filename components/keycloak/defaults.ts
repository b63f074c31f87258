import type { Bounds } from "../validation/check";
import type { TextForm } from "../validation/names";
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

/**
 * Public URL of Keycloak. Plain HTTP would expose the authorization code and the sign-in itself to everyone on the network
 * path (RFC 9700 section 2.6).
 */
export const keycloakUrl: TextForm = {
  pattern: /^https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?(\/[A-Za-z0-9._~-]+)*$/,
  expected: "an https URL without credentials, query or trailing slash",
};
