import type { Bounds } from "../validation/check";
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
