import { dirname, join } from "node:path";
import { clusterState } from "../cluster/cluster.js";
import { type ClusterPaths, clusterPaths } from "../cluster/cluster-paths.js";
import { recordedProcesses } from "../cluster/component-process.js";

interface RunningCluster {
  readonly paths: ClusterPaths;
  /** The kubectl that was built together with the cluster's components. */
  readonly kubectl: string;
}

/** @throws if no cluster is running, with the reason */
export async function runningCluster(): Promise<RunningCluster> {
  const paths = clusterPaths();
  const state = await clusterState(paths);
  if (state.type === "absent") {
    throw new Error("no sandbox is running\n  next: npm run sandbox");
  }
  const apiserver = (await recordedProcesses(paths)).find(({ name }) => name === "apiserver");
  if (state.type === "broken" || apiserver === undefined) {
    const reason = state.type === "broken" ? state.reason : "no API server was started";
    throw new Error(`the sandbox is broken: ${reason}\n  next: npm run sandbox`);
  }
  return { paths, kubectl: join(dirname(apiserver.command), "kubectl") };
}
