import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { objectLabels } from "../kubernetes/labels";
import { checkNotEmpty, checkText } from "../validation/check";
import { hostName } from "../validation/names";
import { resolver, settle } from "../validation/settle";
import { checkTls, type IssuerRef, resolveTls, type TlsArgs, type TlsSettings } from "./args";
import { createSignedCertificate } from "./certificate-authority";
import type { EdgeCertificate } from "./types";

/** Default name of the TLS Secret that this stack creates. */
const hostCertificateName = "monitoring-tls";

/** The certificate that the edge presents. */
export interface HostCertificateArgs {
  /** Namespace of the TLS Secret: the stack's. Plain value. */
  namespace: string;
  /** Hosts that the certificate covers; the first is its common name. Plain values. */
  hosts: string[];
  /** Source of the certificate. */
  tls: TlsArgs;
  /**
   * Name of the TLS Secret, where this stack creates it. Plain value.
   * @default "monitoring-tls"
   */
  secretName?: string;
}

/** The arguments with all defaults filled in. */
export interface HostCertificateSettings {
  readonly secret: ObjectName;
  readonly hosts: readonly string[];
  readonly tls: TlsSettings;
  /** What the edge presents. */
  readonly certificate: EdgeCertificate;
}

interface ObjectName {
  readonly name: string;
  readonly namespace: string;
}

export function resolveHostCertificate({
  namespace,
  hosts,
  tls: tlsArgs,
  secretName = hostCertificateName,
}: HostCertificateArgs): HostCertificateSettings {
  const tls = resolveTls(tlsArgs);
  return { secret: { name: secretName, namespace }, hosts, tls, certificate: edgeCertificate(tls, secretName) };
}

function edgeCertificate(tls: TlsSettings, secretName: string): EdgeCertificate {
  switch (tls.type) {
    case "cert-manager":
    case "self-signed":
      return { secretName };
    case "existing":
      return tls.secretName === undefined ? {} : { secretName: tls.secretName };
  }
}

const hostCertificate = resolver(
  ({ hosts, tls }: HostCertificateArgs) => [
    ...checkNotEmpty(hosts, "hosts"),
    ...hosts.flatMap((host, index) => checkText(host, hostName, `hosts[${index}]`)),
    ...checkTls(tls, "tls"),
  ],
  resolveHostCertificate,
);

/**
 * The one certificate of all hosts that the edge serves: issued by cert-manager, created by the stack, or existing.
 *
 * With cert-manager it is one Certificate object rather than annotations on Ingresses: each Ingress would own its
 * certificate, and cert-manager refuses a second Ingress with the same Secret.
 */
export class HostCertificate extends pulumi.ComponentResource {
  /** The Secret, for the edge. */
  public readonly certificate: EdgeCertificate;
  /** CA certificate that browsers must trust, with `selfSigned` only. It is not secret. */
  public readonly caPem?: pulumi.Output<string>;

  constructor(name: string, args: HostCertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:HostCertificate", name, args, opts);
    const { secret, hosts, tls, certificate } = settle(args, hostCertificate, this);
    this.certificate = certificate;
    switch (tls.type) {
      case "cert-manager":
        new k8s.apiextensions.CustomResource(`${name}-certificate`, certificateObject(secret, hosts, tls.issuerRef), {
          parent: this,
        });
        break;
      case "self-signed":
        this.caPem = createSelfSigned(name, { ...tls, dnsNames: hosts }, secret, this);
        break;
      case "existing":
        break;
    }
    this.registerOutputs({ certificate: this.certificate, caPem: this.caPem });
  }
}

/** The Certificate for cert-manager. The issuer's group is explicit: its default depends on cert-manager's flags. */
function certificateObject(
  secret: ObjectName,
  hosts: readonly string[],
  issuerRef: IssuerRef,
): k8s.apiextensions.CustomResourceArgs {
  return {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: { ...secret, labels: objectLabels("tls") },
    spec: {
      secretName: secret.name,
      dnsNames: [...hosts],
      issuerRef: { ...issuerRef },
      privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
      usages: ["digital signature", "server auth"],
    },
  };
}

function createSelfSigned(
  name: string,
  settings: Parameters<typeof createSignedCertificate>[1],
  secret: ObjectName,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const { caPem, certPem, keyPem } = createSignedCertificate(name, settings, { parent });
  new k8s.core.v1.Secret(
    `${name}-tls`,
    {
      metadata: { ...secret, labels: objectLabels("tls") },
      type: "kubernetes.io/tls",
      stringData: { "tls.crt": certPem, "tls.key": keyPem },
    },
    { parent },
  );
  return caPem;
}
