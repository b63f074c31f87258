import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { objectLabels } from "../kubernetes/labels";

/**
 * The namespace of everything the stack makes. The API server refuses every pod in it that could reach for the node:
 * no root, no host namespaces, no added capabilities.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function createNamespace(
  name: string,
  namespace: string,
  opts: pulumi.CustomResourceOptions,
): k8s.core.v1.Namespace {
  const restricted = Object.fromEntries(
    ["enforce", "warn", "audit"].map((mode) => [`pod-security.kubernetes.io/${mode}`, "restricted"]),
  );
  return new k8s.core.v1.Namespace(
    `${name}-namespace`,
    { metadata: { name: namespace, labels: { ...objectLabels("namespace"), ...restricted } } },
    opts,
  );
}
