import type * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";

/** A certificate authority made by this stack, and the one server certificate it signs. */
export interface AuthoritySettings {
  /** Common name of the authority. */
  readonly commonName: string;
  /** Names the server certificate is valid for. */
  readonly dnsNames: readonly string[];
  /** Validity of the server certificate. */
  readonly validityHours: number;
  /** Whether the authority's key and certificate are protected from deletion. */
  readonly protect: boolean;
}

/** PEM texts; the key is secret. */
export interface SignedCertificate {
  readonly caPem: pulumi.Output<string>;
  readonly certPem: pulumi.Output<string>;
  readonly keyPem: pulumi.Output<string>;
}

/** Said explicitly: the provider's default curve is P224, which browsers refuse. */
const keyAlgorithm = { algorithm: "ECDSA", ecdsaCurve: "P256" } as const;

const tenYearsHours = 10 * 365 * 24;
const oneYearHours = 365 * 24;
const thirtyDaysHours = 30 * 24;

/** Renewed by an update within this time before the end; nothing renews it between updates. */
export function earlyRenewalHours(validityHours: number): number {
  return Math.min(thirtyDaysHours, Math.floor(validityHours / 3));
}

/**
 * Creates authority and certificate as children `<name>-ca-key`, `<name>-ca`, `<name>-key`, `<name>-request` and
 * `<name>-certificate`. Renewing the authority keeps its key, so that certificates it signed stay valid.
 */
export function createSignedCertificate(
  name: string,
  settings: AuthoritySettings,
  child: { readonly parent: pulumi.Resource },
): SignedCertificate {
  const authority = { ...child, protect: settings.protect };
  const caKey = new tls.PrivateKey(`${name}-ca-key`, keyAlgorithm, authority);
  const ca = new tls.SelfSignedCert(
    `${name}-ca`,
    { privateKeyPem: caKey.privateKeyPem, subject: { commonName: settings.commonName }, ...authorityUse },
    authority,
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

const authorityUse = {
  isCaCertificate: true,
  allowedUses: ["cert_signing", "crl_signing", "digital_signature"],
  validityPeriodHours: tenYearsHours,
  earlyRenewalHours: oneYearHours,
  setSubjectKeyId: true,
  setAuthorityKeyId: true,
};
