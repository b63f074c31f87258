import * as kubernetes from "@pulumi/kubernetes";
import { kubeletService } from "./service-names";

/**
 * The Service of the kubelets, as the operator creates it (v0.93, pkg/kubelet/controller.go). The operator would create it
 * outside of the release, and an uninstall would leave it behind; the stack deletes it with the rest.
 */
export function kubeletServiceArgs(): kubernetes.core.v1.ServiceArgs {
  return {
    metadata: {
      ...kubeletService,
      labels: {
        "k8s-app": "kubelet",
        "app.kubernetes.io/name": "kubelet",
        "app.kubernetes.io/managed-by": "prometheus-operator",
      },
      // A Service without endpoints is not an error here: the operator adds them later.
      annotations: { "pulumi.com/skipAwait": "true" },
    },
    spec: {
      type: "ClusterIP",
      clusterIP: "None",
      ports: [
        { name: "https-metrics", port: 10250, protocol: "TCP", targetPort: 10250 },
        { name: "cadvisor", port: 4194, protocol: "TCP", targetPort: 4194 },
        { name: "http-metrics", port: 10255, protocol: "TCP", targetPort: 10255 },
      ],
    },
  };
}
