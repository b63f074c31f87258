import type * as k8s from "@pulumi/kubernetes";
import { restrictedPod } from "./restricted-pod";

export interface SingletonDeployment {
  /** Name of the Deployment and value of the pods' `app.kubernetes.io/name` label. */
  readonly name: string;
  readonly namespace: string;
  /** Numeric user of the pod. */
  readonly user: number;
  /** @default - no account of its own, and no token mounted */
  readonly serviceAccountName?: string;
  readonly container: k8s.types.input.core.v1.Container;
  /** Name of an empty volume that lives as long as the pod; the container mounts it. */
  readonly emptyVolume: string;
}

/** A Deployment of one restricted pod that ends before its successor starts: both need what only one of them can hold. */
export function singletonDeployment(deployment: SingletonDeployment): k8s.apps.v1.DeploymentArgs {
  const { name, namespace, user, serviceAccountName, container, emptyVolume } = deployment;
  const labels = { "app.kubernetes.io/name": name };
  return {
    metadata: { name, namespace, labels },
    spec: {
      strategy: { type: "Recreate" },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          ...(serviceAccountName === undefined ? { automountServiceAccountToken: false } : { serviceAccountName }),
          securityContext: restrictedPod(user),
          containers: [container],
          volumes: [{ name: emptyVolume, emptyDir: {} }],
        },
      },
    },
  };
}
