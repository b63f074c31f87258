import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { objectLabels } from "../kubernetes/labels";
import { serviceHost } from "../kubernetes/service-host";
import { checkInteger, checkText } from "../validation/check";
import { dnsLabel, serviceName } from "../validation/names";
import { resolver, settle } from "../validation/settle";
import { createSignedCertificate } from "./certificate-authority";
import { caKey, tlsDefaults, validityHoursBounds } from "./defaults";
import { fingerprint } from "./fingerprint";
import type { CaBundle, ServerCertificate } from "./types";

/** A server inside the cluster that gets a certificate. */
export interface InternalCertificateArgs {
  /** Namespace of the server and of the Secrets. Plain value: it is part of the names in the certificate. */
  namespace: string;
  /** Name of the server's Service. The Secrets are `<service>-tls` and `<service>-ca`. Plain value. */
  service: string;
  /**
   * Validity of the certificate in hours. An update in its last 30 days renews it.
   * @default 8760
   */
  validityHours?: number;
}

/** The arguments with all defaults filled in. */
export interface InternalCertificateSettings {
  readonly namespace: string;
  readonly service: string;
  readonly validityHours: number;
  readonly dnsNames: readonly string[];
  readonly secretName: string;
  readonly ca: CaBundle;
}

export function resolveInternalCertificate(args: InternalCertificateArgs): InternalCertificateSettings {
  const { namespace, service } = args;
  return {
    ...{ namespace, service },
    validityHours: args.validityHours ?? tlsDefaults.selfSigned.validityHours,
    dnsNames: serviceDnsNames(service, namespace),
    secretName: `${service}-tls`,
    ca: { secretName: `${service}-ca`, key: caKey },
  };
}

/** Every name that a client in the cluster, or a sidecar in the pod, may use for the server. */
export function serviceDnsNames(service: string, namespace: string): string[] {
  const withNamespace = `${service}.${namespace}`;
  return [serviceHost(service, namespace), `${withNamespace}.svc`, withNamespace, service, "localhost"];
}

const internalCertificate = resolver(
  ({ namespace, service, validityHours }: InternalCertificateArgs) => [
    ...checkText(namespace, dnsLabel, "namespace"),
    ...checkText(service, serviceName, "service"),
    ...checkInteger(validityHours, validityHoursBounds, "validityHours"),
  ],
  resolveInternalCertificate,
);

/**
 * A certificate for a server inside the cluster. Its CA exists for this one server: public issuers cannot sign in-cluster
 * names, and clients that trust this CA trust nothing else.
 */
export class InternalCertificate extends pulumi.ComponentResource {
  /** Names of the Secrets, for the server and its clients. */
  public readonly certificate: ServerCertificate;

  constructor(name: string, args: InternalCertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:InternalCertificate", name, args, opts);
    const settings = settle(args, internalCertificate, this);
    const { namespace, service, dnsNames, validityHours, secretName, ca } = settings;
    const child = { parent: this };
    const { caPem, certPem, keyPem } = createSignedCertificate(
      name,
      { commonName: `${service} CA`, dnsNames, validityHours, protect: false },
      child,
    );
    new k8s.core.v1.Secret(
      `${name}-tls`,
      {
        metadata: { name: secretName, namespace, labels: objectLabels("tls") },
        type: "kubernetes.io/tls",
        stringData: { "tls.crt": certPem, "tls.key": keyPem, [caKey]: caPem },
      },
      child,
    );
    // A Secret of its own: clients mount the CA without the server's key.
    new k8s.core.v1.Secret(
      `${name}-ca-bundle`,
      { metadata: { name: ca.secretName, namespace, labels: objectLabels("tls") }, stringData: { [ca.key]: caPem } },
      child,
    );
    this.certificate = { secretName, ca, revision: certPem.apply(fingerprint) };
    this.registerOutputs({ certificate: this.certificate });
  }
}
