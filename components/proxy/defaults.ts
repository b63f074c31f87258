import type { ProxyMode } from "../proxy-contract/mode";
import type { Bounds } from "../validation/check";
import type { TextForm } from "../validation/names";
import { defaultRotation } from "../validation/rotation";

/** Defaults of the proxy. `sessionRefresh` has none here: it follows the access token's lifespan, see `resolveProxy`. */
export const proxyDefaults = {
  mode: "middleware" as ProxyMode,
  replicas: 2,
  sessionExpire: "8h",
  contact: "your administrator",
  logChecks: false,
  rotation: defaultRotation,
} as const;

export const replicaBounds: Bounds = { minimum: 1, maximum: 100 };

/**
 * Duration as Go writes it, in whole units, not zero: a zero refresh interval would disable refreshing. Six digits, because
 * Go refuses more than 292 years.
 */
export const goDuration: TextForm = {
  pattern: /^(?=.*[1-9])(\d{1,6}h)?(\d{1,6}m)?(\d{1,6}s)?$/,
  expected: 'a duration in hours, minutes and seconds such as "8h" or "1h30m"',
};
