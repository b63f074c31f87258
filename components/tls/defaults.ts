import type { Bounds } from "../validation/check";

/** Key under which Secrets conventionally hold the certificate of a CA. */
export const caKey = "ca.crt";

/** Defaults of the host certificate. */
export const tlsDefaults = {
  issuerRef: { kind: "ClusterIssuer", group: "cert-manager.io" },
  selfSigned: { commonName: "monitoring-sso CA", validityHours: 8760, protect: true },
} as const;

/** Apple's systems refuse more than 825 days (https://support.apple.com/en-us/103769). */
export const validityHoursBounds: Bounds = { minimum: 24, maximum: 19_800 };
