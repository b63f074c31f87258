import type { ProxyMode } from "../proxy-contract/mode";
import { defaultSessionExpire } from "../proxy-contract/session-expire";
import type { Bounds } from "../validation/check";
import { defaultRotation } from "../validation/rotation";

/** Defaults of the proxy. `sessionRefresh` has none here: it follows the access token's lifespan, see `resolveProxy`. */
export const proxyDefaults = {
  mode: "middleware" as ProxyMode,
  replicas: 2,
  sessionExpire: defaultSessionExpire,
  contact: "your administrator",
  logChecks: false,
  rotation: defaultRotation,
} as const;

export const replicaBounds: Bounds = { minimum: 1, maximum: 100 };
