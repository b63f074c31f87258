import type * as k8s from "@pulumi/kubernetes";

/** Labels of a namespace that admits only pods of Pod Security's `restricted` profile. */
export const restrictedNamespace = {
  "pod-security.kubernetes.io/enforce": "restricted",
  "pod-security.kubernetes.io/warn": "restricted",
};

/** Pod settings of the `restricted` profile. */
export function restrictedPod(user: number): k8s.types.input.core.v1.PodSecurityContext {
  return {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: user,
    fsGroup: user,
    seccompProfile: { type: "RuntimeDefault" },
  };
}

/** Container settings of the `restricted` profile, and a read-only root file system. */
export const restrictedContainer = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  readOnlyRootFilesystem: true,
} satisfies k8s.types.input.core.v1.SecurityContext;
