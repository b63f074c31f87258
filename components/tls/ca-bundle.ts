import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { objectLabels } from "../kubernetes/labels";
import { formatProblems, type Problem } from "../validation/problem";
import { fingerprint } from "./fingerprint";
import type { CaBundle } from "./types";

/** Authorities to trust besides the system's: exactly one of the two. */
export interface CaBundleArgs {
  /** PEM certificates, one or more. */
  pem?: pulumi.Input<string>;
  /** A Secret that holds them, read anew by every update. */
  secret?: CaBundleSecretArgs;
}

export interface CaBundleSecretArgs {
  /**
   * Namespace of the Secret.
   * @default - the stack's namespace
   */
  namespace?: string;
  /** Name of the Secret. */
  name: string;
  /**
   * Key of the PEM text.
   * @default "ca.crt"
   */
  key?: string;
}

export interface CaBundleCopyArgs extends CaBundleArgs {
  /** The stack's namespace, where the copy is made. Plain value. */
  namespace: string;
}

/** @param path where the block stands in the configuration */
export function checkCaBundle(args: CaBundleArgs, path: string): Problem[] {
  if ((args.pem === undefined) === (args.secret === undefined)) {
    return [{ path, expected: "exactly one of pem and secret", fix: "leave it out to trust the system's roots only" }];
  }
  if (typeof args.pem === "string" && !isCertificateBundle(args.pem)) {
    // Never shown: it may be a private key.
    return [{ path: `${path}.pem`, expected: "PEM certificates and nothing else" }];
  }
  return args.secret?.name === "" ? [{ path: `${path}.secret.name`, value: "", expected: "the name of a Secret" }] : [];
}

/** Certificates only: a bundle is copied to where every client reads it, which is no place for a key. */
export function isCertificateBundle(pem: string): boolean {
  const labels = [...pem.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----/g)].map(([, label]) => label);
  return labels.length > 0 && labels.every((label) => label === "CERTIFICATE");
}

/** The PEM text, unless it is not what a bundle may hold. */
export function requireCertificateBundle(pem: string): string {
  if (!isCertificateBundle(pem)) {
    throw new Error("the CA bundle holds something else than PEM certificates");
  }
  return pem;
}

/** Picks a key out of a Secret as the API server returns it, in base64. */
export function certificatesFrom(data: Readonly<Record<string, string>> | undefined, key: string): string {
  const encoded = data?.[key];
  if (encoded === undefined) {
    const keys = Object.keys(data ?? {}).join(", ");
    throw new Error(`the Secret of the CA bundle has no key "${key}"; it has: ${keys === "" ? "none" : keys}`);
  }
  return requireCertificateBundle(Buffer.from(encoded, "base64").toString("utf8"));
}

/** Name and key of the copy: the one place where everything in the namespace finds the authorities. */
export const caBundle: CaBundle = { secretName: "ca-bundle", key: "ca.crt" };

/** The authorities to trust besides the system's, as the Secret `ca-bundle` in the stack's namespace. */
export class CaBundleCopy extends pulumi.ComponentResource {
  /** The Secret, for whoever must trust it. */
  public readonly bundle: CaBundle = caBundle;
  /** Changes with the certificates; pods that read them only at their start carry it. */
  public readonly revision: pulumi.Output<string>;

  constructor(name: string, args: CaBundleCopyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:CaBundleCopy", name, args, opts);
    const problems = checkCaBundle(args, "caBundle");
    if (problems.length > 0) {
      throw new pulumi.ResourceError(formatProblems(problems), this);
    }
    // Read from a Secret they arrive as secret; certificates are public, and a revision must show in a preview.
    const pem = pulumi.unsecret(
      args.secret === undefined
        ? pulumi.output(args.pem ?? "").apply(requireCertificateBundle)
        : readBundle(`${name}-source`, args.secret, args.namespace, this),
    );
    new k8s.core.v1.Secret(
      `${name}-secret`,
      {
        metadata: { name: caBundle.secretName, namespace: args.namespace, labels: objectLabels("trust") },
        stringData: { [caBundle.key]: pem },
      },
      { parent: this },
    );
    this.revision = pem.apply(fingerprint);
    this.registerOutputs({ revision: this.revision });
  }
}

function readBundle(
  name: string,
  source: CaBundleSecretArgs,
  namespace: string,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const id = `${source.namespace ?? namespace}/${source.name}`;
  const secret = k8s.core.v1.Secret.get(name, id, { parent });
  return secret.data.apply((data) => certificatesFrom(data, source.key ?? "ca.crt"));
}
