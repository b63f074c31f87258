import type { Bounds } from "../validation/check";
import type { TextForm } from "../validation/names";

/** Key under which Secrets conventionally hold the certificate of a CA. */
export const caKey = "ca.crt";

/** Defaults of the host certificate. */
export const tlsDefaults = {
  issuerRef: { kind: "ClusterIssuer", group: "cert-manager.io" },
  selfSigned: { commonName: "monitoring-sso CA", validityHours: 8760, protect: true },
} as const;

/** Apple's systems refuse more than 825 days (https://support.apple.com/en-us/103769). */
export const validityHoursBounds: Bounds = { minimum: 24, maximum: 19_800 };

/** CA certificates in PEM form: at least one, and no block of another kind, which could be a private key. */
export const certificateBundle: TextForm = {
  pattern:
    /^(?![\s\S]*-----BEGIN (?!CERTIFICATE-----))[\s\S]*-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/,
  expected: "PEM certificates and nothing else",
};
