import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { objectLabels } from "../kubernetes/labels";
import { resolver, settle } from "../validation/settle";
import {
  caBundle,
  type CaBundleArgs,
  type CaBundleSecretArgs,
  certificatesFrom,
  checkCaBundle,
  requireCertificateBundle,
} from "./ca-bundle-args";
import { caKey } from "./defaults";
import { fingerprint } from "./fingerprint";
import type { CaBundle } from "./types";

export interface CaBundleCopyArgs extends CaBundleArgs {
  /** The stack's namespace, which gets the copy. Plain value. */
  namespace: string;
}

/** The arguments have no defaults to apply: what they choose is read when the program runs. */
const caBundleCopy = resolver(
  (args: CaBundleCopyArgs) => checkCaBundle(args),
  (args) => args,
);

/** The CA certificates to trust in addition to the system's, as the Secret `ca-bundle` in the stack's namespace. */
export class CaBundleCopy extends pulumi.ComponentResource {
  /** The Secret, for clients that must trust it. */
  public readonly bundle: CaBundle = caBundle;
  /** Changes with the certificates. Pods that read them only at their start carry it in an annotation. */
  public readonly revision: pulumi.Output<string>;

  constructor(name: string, args: CaBundleCopyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:CaBundleCopy", name, args, opts);
    const { secret, pem: text, namespace } = settle(args, caBundleCopy, this);
    const pem =
      secret === undefined
        ? // Certificates are public, and a revision must show in a preview.
          pulumi.unsecret(pulumi.output(text ?? "").apply(requireCertificateBundle))
        : readCertificates(`${name}-source`, secret, namespace, { parent: this });
    new k8s.core.v1.Secret(
      `${name}-secret`,
      {
        metadata: { name: caBundle.secretName, namespace, labels: objectLabels("tls") },
        stringData: { [caBundle.key]: pem },
      },
      { parent: this },
    );
    this.revision = pem.apply(fingerprint);
    this.registerOutputs({ bundle: this.bundle, revision: this.revision });
  }
}

/**
 * Reads the certificates of a bundle from a Secret of the cluster.
 * @param namespace of the Secret, where its arguments name none
 */
export function readCertificates(
  name: string,
  source: CaBundleSecretArgs,
  namespace: string,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const secret = k8s.core.v1.Secret.get(name, `${source.namespace ?? namespace}/${source.name}`, opts);
  // The API server's answer is secret as a whole; certificates are public, and a revision must show in a preview.
  return pulumi.unsecret(secret.data.apply((data) => certificatesFrom(data, source.key ?? caKey)));
}
