import { join } from "node:path";
import { execa } from "execa";
import type { ClusterPaths } from "./cluster-paths.js";
import type { ClusterBinaries } from "./component-list.js";

/** Name in kube-router's certificate. */
export const kubeRouterUser = "sandbox:kube-router";

const role = { apiVersion: "rbac.authorization.k8s.io/v1", metadata: { name: kubeRouterUser } };
const read = ["get", "list", "watch"];

/** What kube-router reads. It is the only component without a role that is built into Kubernetes. */
const objects = {
  apiVersion: "v1",
  kind: "List",
  items: [
    {
      ...role,
      kind: "ClusterRole",
      rules: [
        { apiGroups: [""], resources: ["namespaces", "nodes", "pods", "services"], verbs: read },
        { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: read },
        { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: read },
      ],
    },
    {
      ...role,
      kind: "ClusterRoleBinding",
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: kubeRouterUser },
      subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: kubeRouterUser }],
    },
  ],
};

export async function createKubeRouterRole(paths: ClusterPaths, { kubernetes }: ClusterBinaries): Promise<void> {
  const create = ["--kubeconfig", paths.kubeconfig, "create", "--filename", "-"];
  await execa(join(kubernetes, "kubectl"), create, { input: JSON.stringify(objects) });
}
