import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { objectLabels } from "../kubernetes/labels";
import { formatProblems } from "../validation/problem";
import { createSignedCertificate } from "./certificate-authority";
import { checkTls, type IssuerRef, resolveTls, type TlsArgs, type TlsChoice } from "./args";
import type { EdgeCertificate } from "./types";

/** Name of the TLS Secret that this stack has made. */
export const hostCertificateName = "monitoring-tls";

/** The certificate that the edge presents. */
export interface HostCertificateArgs {
  /** Namespace of the TLS Secret: the stack's. Plain value. */
  namespace: string;
  /** Hosts the certificate is for; the first is its common name. Plain values. */
  hosts: string[];
  /** Where it comes from. */
  tls: TlsArgs;
  /**
   * Name of the TLS Secret, where this stack has it made. Plain value.
   * @default "monitoring-tls"
   */
  secretName?: string;
}

/**
 * The one certificate of every host that the edge serves: asked of cert-manager, made here, or there already.
 *
 * With cert-manager it is one Certificate object rather than annotations on Ingresses: each Ingress would own its
 * certificate, and a second Ingress with the same Secret is refused.
 */
export class HostCertificate extends pulumi.ComponentResource {
  /** The Secret, for the edge. */
  public readonly certificate: EdgeCertificate;
  /** The authority to trust, for `selfSigned` only: not secret. */
  public readonly caPem?: pulumi.Output<string>;

  constructor(name: string, args: HostCertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:HostCertificate", name, args, opts);
    const problems = checkTls(args.tls, "tls");
    if (problems.length > 0) {
      throw new pulumi.ResourceError(formatProblems(problems), this);
    }
    const choice = resolveTls(args.tls);
    const secret = { name: args.secretName ?? hostCertificateName, namespace: args.namespace };
    this.certificate = edgeCertificate(choice, secret.name);
    switch (choice.type) {
      case "cert-manager":
        new k8s.apiextensions.CustomResource(
          `${name}-certificate`,
          certificateObject(secret, args.hosts, choice.issuerRef),
          { parent: this },
        );
        break;
      case "self-signed":
        this.caPem = createSelfSigned(name, { ...choice, dnsNames: args.hosts }, secret, this);
        break;
      case "existing":
        break;
    }
    this.registerOutputs({ secretName: this.certificate.secretName, caPem: this.caPem });
  }
}

/** What the edge is told of the choice. */
export function edgeCertificate(choice: TlsChoice, secretName: string): EdgeCertificate {
  switch (choice.type) {
    case "cert-manager":
    case "self-signed":
      return { secretName };
    case "existing":
      return choice.secretName === undefined ? {} : { secretName: choice.secretName };
  }
}

interface ObjectName {
  readonly name: string;
  readonly namespace: string;
}

/** The Certificate for cert-manager. The issuer's group is always said: its default depends on cert-manager's flags. */
export function certificateObject(
  secret: ObjectName,
  hosts: readonly string[],
  issuerRef: IssuerRef,
): k8s.apiextensions.CustomResourceArgs {
  return {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: { ...secret, labels: objectLabels("trust") },
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
      metadata: { ...secret, labels: objectLabels("trust") },
      type: "kubernetes.io/tls",
      stringData: { "tls.crt": certPem, "tls.key": keyPem },
    },
    { parent },
  );
  return caPem;
}
