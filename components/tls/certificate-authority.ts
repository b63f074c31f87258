import type * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";

/** A CA that this stack creates, and the one server certificate that it signs. */
export interface CaSettings {
  /** Common name of the CA. */
  readonly commonName: string;
  /** Names in the server certificate. */
  readonly dnsNames: readonly string[];
  /** Validity of the server certificate. */
  readonly validityHours: number;
  /** Protects the CA's key and certificate from deletion. */
  readonly protect: boolean;
}

/** PEM texts; the key is secret. */
export interface SignedCertificate {
  readonly caPem: pulumi.Output<string>;
  readonly certPem: pulumi.Output<string>;
  readonly keyPem: pulumi.Output<string>;
}

/** Explicit: the provider's default curve is P224, which browsers refuse. */
const keyAlgorithm = { algorithm: "ECDSA", ecdsaCurve: "P256" } as const;

const tenYearsHours = 10 * 365 * 24;
const oneYearHours = 365 * 24;
const thirtyDaysHours = 30 * 24;

/** An update within this time before the end renews the certificate; nothing renews it between updates. */
function earlyRenewalHours(validityHours: number): number {
  return Math.min(thirtyDaysHours, Math.floor(validityHours / 3));
}

/**
 * Creates the CA and the certificate as children `<name>-ca-key`, `<name>-ca`, `<name>-key`, `<name>-request` and
 * `<name>-certificate`. Renewing the CA keeps its key, so that certificates that it signed stay valid.
 */
export function createSignedCertificate(
  name: string,
  settings: CaSettings,
  child: { readonly parent: pulumi.Resource },
): SignedCertificate {
  const ofCa = { ...child, protect: settings.protect };
  const caKey = new tls.PrivateKey(`${name}-ca-key`, keyAlgorithm, ofCa);
  const ca = new tls.SelfSignedCert(
    `${name}-ca`,
    { privateKeyPem: caKey.privateKeyPem, subject: { commonName: settings.commonName }, ...caUse },
    ofCa,
  );
  const key = new tls.PrivateKey(`${name}-key`, keyAlgorithm, child);
  const request = new tls.CertRequest(
    `${name}-request`,
    {
      privateKeyPem: key.privateKeyPem,
      dnsNames: [...settings.dnsNames],
      subject: { commonName: settings.dnsNames[0] ?? settings.commonName },
    },
    child,
  );
  const certificate = new tls.LocallySignedCert(
    `${name}-certificate`,
    {
      certRequestPem: request.certRequestPem,
      caPrivateKeyPem: caKey.privateKeyPem,
      caCertPem: ca.certPem,
      allowedUses: ["digital_signature", "server_auth"],
      validityPeriodHours: settings.validityHours,
      earlyRenewalHours: earlyRenewalHours(settings.validityHours),
      setSubjectKeyId: true,
    },
    child,
  );
  return { caPem: ca.certPem, certPem: certificate.certPem, keyPem: key.privateKeyPem };
}

const caUse = {
  isCaCertificate: true,
  allowedUses: ["cert_signing", "crl_signing", "digital_signature"],
  validityPeriodHours: tenYearsHours,
  earlyRenewalHours: oneYearHours,
  setSubjectKeyId: true,
  setAuthorityKeyId: true,
};
