import type * as pulumi from "@pulumi/pulumi";
import { checkText } from "../validation/check";
import { exactlyOne } from "../validation/choice";
import { dnsLabel, dnsSubdomain, secretKey } from "../validation/names";
import type { Problem } from "../validation/problem";
import { caKey, certificateBundle } from "./defaults";
import type { CaBundle } from "./types";

/** CA certificates to trust in addition to the system's: exactly one of the two blocks. */
export interface CaBundleArgs {
  /** PEM certificates, one or more. */
  pem?: pulumi.Input<string>;
  /** A Secret that holds them. Every update reads it. */
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

/** Name and key of the copy, from which everything in the namespace reads the CA certificates. */
export const caBundle: CaBundle = { secretName: "ca-bundle", key: caKey };

/** @param path where the block is in the configuration; empty for the arguments of the component itself */
export function checkCaBundle(args: CaBundleArgs, path = ""): Problem[] {
  const at = (key: string): string => (path === "" ? key : `${path}.${key}`);
  const choice = exactlyOne(args, ["pem", "secret"], path === "" ? "pem" : path, {
    none: "remove the block to trust the system's CA certificates only",
  }).map(withoutValue);
  if (choice.length > 0) {
    return choice;
  }
  return typeof args.pem === "string" && !isCertificateBundle(args.pem)
    ? // Without the value: it may be a private key.
      [{ path: at("pem"), expected: certificateBundle.expected }]
    : [
        ...checkText(args.secret?.namespace, dnsLabel, at("secret.namespace")),
        ...checkText(args.secret?.name, dnsSubdomain, at("secret.name")),
        ...checkText(args.secret?.key, secretKey, at("secret.key")),
      ];
}

function withoutValue({ path, expected, fix }: Problem): Problem {
  return { path, expected, ...(fix === undefined ? {} : { fix }) };
}

/** Certificates only: the bundle is copied to a Secret that every client reads, so it must not contain a key. */
export function isCertificateBundle(pem: string): boolean {
  return certificateBundle.pattern.test(pem);
}

/**
 * The PEM text itself.
 * @throws when it contains anything but certificates
 */
export function requireCertificateBundle(pem: string): string {
  if (!isCertificateBundle(pem)) {
    throw new Error("the CA bundle contains something other than PEM certificates");
  }
  return pem;
}

/**
 * The certificates under a key of a Secret, whose data the API server returns in base64.
 * @throws when the key is missing, or contains anything but certificates
 */
export function certificatesFrom(data: Readonly<Record<string, string>> | undefined, key: string): string {
  const encoded = data?.[key];
  if (encoded === undefined) {
    const keys = Object.keys(data ?? {}).join(", ");
    throw new Error(`the Secret of the CA bundle has no key "${key}"; it has: ${keys === "" ? "none" : keys}`);
  }
  return requireCertificateBundle(Buffer.from(encoded, "base64").toString("utf8"));
}
