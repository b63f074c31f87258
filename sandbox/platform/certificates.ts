import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";

export interface CertificatesArgs {
  /** Host names of the edge's only certificate. */
  hosts: string[];
}

export interface Certificate {
  readonly certificatePem: pulumi.Output<string>;
  readonly privateKeyPem: pulumi.Output<string>;
}

const year = 365 * 24;
/** The next update replaces a certificate that expires within this time. */
const earlyRenewalHours = 30 * 24;

/** The sandbox's own root CA, and the certificate of the edge, which it signs. */
export class Certificates extends pulumi.ComponentResource {
  public readonly rootCaPem: pulumi.Output<string>;
  public readonly leaf: Certificate;

  constructor(name: string, args: CertificatesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("sandbox:platform:Certificates", name, args, opts);
    const child = { parent: this };
    const key = { algorithm: "ECDSA", ecdsaCurve: "P256" };

    const rootKey = new tls.PrivateKey(`${name}-root-key`, key, child);
    const root = new tls.SelfSignedCert(
      `${name}-root`,
      {
        privateKeyPem: rootKey.privateKeyPem,
        subject: { commonName: "monitoring-sso sandbox root" },
        isCaCertificate: true,
        setSubjectKeyId: true,
        allowedUses: ["cert_signing", "crl_signing"],
        validityPeriodHours: 5 * year,
        earlyRenewalHours: year,
      },
      child,
    );

    const leafKey = new tls.PrivateKey(`${name}-leaf-key`, key, child);
    const request = new tls.CertRequest(
      `${name}-leaf-request`,
      { privateKeyPem: leafKey.privateKeyPem, dnsNames: args.hosts, subject: { commonName: args.hosts[0] } },
      child,
    );
    const leaf = new tls.LocallySignedCert(
      `${name}-leaf`,
      {
        certRequestPem: request.certRequestPem,
        caPrivateKeyPem: rootKey.privateKeyPem,
        caCertPem: root.certPem,
        setSubjectKeyId: true,
        allowedUses: ["digital_signature", "server_auth"],
        validityPeriodHours: year,
        earlyRenewalHours,
      },
      child,
    );

    this.rootCaPem = root.certPem;
    this.leaf = { certificatePem: leaf.certPem, privateKeyPem: leafKey.privateKeyPem };
    this.registerOutputs({ rootCaPem: this.rootCaPem });
  }
}
