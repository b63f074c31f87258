import { access } from "node:fs/promises";
import { execa } from "execa";
import { type Observation, waitFor } from "../wait/wait-for.js";
import { apiGet } from "./api-request.js";
import { hasPolicyRules } from "./cleanup/policy-rules.js";
import type { ClusterPaths } from "./cluster-paths.js";
import type { ComponentProcess } from "./component-process.js";
import { networkPlan } from "./network-plan.js";

/** Met when the API server answers and its start-up hooks have finished. */
export async function observeApiServer(paths: ClusterPaths): Promise<Observation> {
  const { status, body } = await apiGet(paths, "/readyz");
  if (status === 200) {
    return { met: true };
  }
  const failing = body.split("\n").filter((line) => line.startsWith("[-]"));
  return { met: false, state: `HTTP ${status} ${failing.join("; ") || body.slice(0, 200)}` };
}

interface NodeStatus {
  readonly status?: { readonly conditions?: readonly { type: string; status: string; message?: string }[] };
}

export async function observeNode(paths: ClusterPaths): Promise<Observation> {
  const { status, body } = await apiGet(paths, `/api/v1/nodes/${networkPlan.nodeName}`);
  if (status !== 200) {
    return { met: false, state: `the node has not registered (HTTP ${status})` };
  }
  const ready = (JSON.parse(body) as NodeStatus).status?.conditions?.find(({ type }) => type === "Ready");
  if (ready?.status === "True") {
    return { met: true };
  }
  return { met: false, state: `Ready=${ready?.status ?? "unset"} ${ready?.message ?? ""}`.trim() };
}

export async function waitForApiServer(paths: ClusterPaths, process: ComponentProcess): Promise<void> {
  await waitFor({
    awaiting: "the API server to become ready",
    limitSeconds: 90,
    observe: () => observeApiServer(paths),
    process,
    next: "npm run sandbox -- logs apiserver",
  });
}

export async function waitForNode(paths: ClusterPaths, process: ComponentProcess): Promise<void> {
  await waitFor({
    awaiting: "the node to become Ready",
    limitSeconds: 60,
    observe: () => observeNode(paths),
    process,
    next: "npm run sandbox -- logs kubelet",
  });
}

/** Waits for the chains of kube-router, so that policies are enforced from the first pod on. */
export async function waitForPolicies(process: ComponentProcess): Promise<void> {
  await waitFor({
    awaiting: "network policies to be enforced",
    limitSeconds: 30,
    observe: async () => {
      const { stdout } = await execa("iptables-save", ["-t", "filter"]);
      return hasPolicyRules(stdout) ? { met: true } : { met: false, state: "kube-router has created no chains" };
    },
    process,
    next: "npm run sandbox -- logs kube-router",
  });
}

/** Waits for the container runtime interface, without which the kubelet would exit. */
export async function waitForContainerd(paths: ClusterPaths, process: ComponentProcess): Promise<void> {
  await waitFor({
    awaiting: "containerd to answer",
    limitSeconds: 30,
    observe: async () => {
      await access(paths.containerdSocket);
      await execa("ctr", ["--address", paths.containerdSocket, "--timeout", "2s", "version"]);
      return { met: true };
    },
    process,
    next: "npm run sandbox -- logs containerd",
  });
}
