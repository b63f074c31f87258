import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { objectLabels } from "../kubernetes/labels";
import { createSignedCertificate } from "./certificate-authority";
import { fingerprint } from "./fingerprint";
import type { ServerCertificate } from "./types";

/** A server inside the cluster that gets a certificate. */
export interface InternalCertificateArgs {
  /** Namespace of the server and of the Secrets. Plain value: it is part of the names the certificate is valid for. */
  namespace: string;
  /** Name of the server's Service; the Secrets are `<service>-tls` and `<service>-ca`. Plain value. */
  service: string;
  /**
   * Domain of the cluster. Plain value.
   * @default "cluster.local"
   */
  clusterDomain?: string;
  /**
   * How long the certificate is valid, in hours. It is renewed by an update in its last 30 days.
   * @default 8760
   */
  validityHours?: number;
}

/** Every name that a client in the cluster, or a sidecar in the pod, may use for the server. */
export function serviceDnsNames(service: string, namespace: string, clusterDomain: string): string[] {
  const withNamespace = `${service}.${namespace}`;
  return [`${withNamespace}.svc.${clusterDomain}`, `${withNamespace}.svc`, withNamespace, service, "localhost"];
}

/**
 * A certificate for a server inside the cluster, signed by an authority that exists for this one server: public issuers
 * cannot vouch for in-cluster names, and whoever trusts this authority trusts nothing else.
 */
export class InternalCertificate extends pulumi.ComponentResource {
  /** Names of the Secrets, for the server and its clients. */
  public readonly certificate: ServerCertificate;

  constructor(name: string, args: InternalCertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:InternalCertificate", name, args, opts);
    const { namespace, service } = args;
    const child = { parent: this };
    const dnsNames = serviceDnsNames(service, namespace, args.clusterDomain ?? "cluster.local");
    const { caPem, certPem, keyPem } = createSignedCertificate(
      name,
      { commonName: `${service} CA`, dnsNames, validityHours: args.validityHours ?? 8760, protect: false },
      child,
    );
    const secretName = `${service}-tls`;
    const ca = { secretName: `${service}-ca`, key: "ca.crt" };
    new k8s.core.v1.Secret(
      `${name}-tls`,
      {
        metadata: { name: secretName, namespace, labels: objectLabels("trust") },
        type: "kubernetes.io/tls",
        stringData: { "tls.crt": certPem, "tls.key": keyPem, "ca.crt": caPem },
      },
      child,
    );
    // Its own Secret: clients mount the authority without the server's key beside it.
    new k8s.core.v1.Secret(
      `${name}-ca-bundle`,
      { metadata: { name: ca.secretName, namespace, labels: objectLabels("trust") }, stringData: { [ca.key]: caPem } },
      child,
    );
    this.certificate = { secretName, ca, revision: certPem.apply(fingerprint) };
    this.registerOutputs({ secretName });
  }
}
