import { access, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { ImageArchive } from "../images/image-archive.js";
import type { Observation } from "../wait/wait-for.js";
import { addressConflict, createBridge } from "./bridge.js";
import { makeCertificates } from "./certificates.js";
import { readMachineRecord, recordMachine } from "./cleanup/host-record.js";
import { hasCluster, removeCluster } from "./cleanup/remove-cluster.js";
import { type ClusterPaths, clusterPaths } from "./cluster-paths.js";
import { type ClusterBinaries, clusterComponents, componentNames } from "./component-list.js";
import { deadProcesses, recordedProcesses, startComponent } from "./component-process.js";
import {
  observeApiServer,
  observeNode,
  waitForApiServer,
  waitForContainerd,
  waitForNode,
  waitForPolicies,
} from "./conditions.js";
import { importImages } from "./image-import.js";
import { createKubeRouterRole } from "./kube-router-role.js";
import { writeKubeconfigs } from "./kubeconfig.js";
import { networkPlan } from "./network-plan.js";
import { writeNodeConfig } from "./node-config.js";
import { makePodCgroup } from "./pod-cgroup.js";

interface StartOptions {
  readonly binaries: ClusterBinaries;
  /** Loaded while the API server starts; the pause image must be among them. */
  readonly images: readonly ImageArchive[];
  /** Receives one short line per event. */
  readonly report?: (line: string) => void;
}

type ClusterState =
  | { readonly type: "absent" }
  | { readonly type: "healthy" }
  /** Leftovers of a killed run, or a cluster with a dead component. */
  | { readonly type: "broken"; readonly reason: string };

async function firstProblem(observations: readonly (() => Promise<Observation>)[]): Promise<string | undefined> {
  for (const observe of observations) {
    const seen = await observe().catch((error: unknown) => ({ met: false as const, state: String(error) }));
    if (!seen.met) {
      return seen.state;
    }
  }
  return undefined;
}

export async function clusterState(paths: ClusterPaths = clusterPaths()): Promise<ClusterState> {
  if (!hasCluster(paths)) {
    return { type: "absent" };
  }
  const owner = (await readMachineRecord(paths))?.clusterFolder;
  if (owner === undefined) {
    return { type: "broken", reason: "leftovers of an earlier run" };
  }
  if (owner !== paths.folder) {
    return { type: "broken", reason: `it belongs to the cache folder ${owner}` };
  }
  const processes = await recordedProcesses(paths);
  const missing = componentNames.filter((name) => !processes.some((process) => process.name === name));
  if (missing.length > 0) {
    return { type: "broken", reason: `${missing.join(", ")} never started` };
  }
  const dead = await deadProcesses(paths);
  if (dead.length > 0) {
    return { type: "broken", reason: `${dead.map(({ name }) => name).join(", ")} died` };
  }
  const problem = await firstProblem([() => observeApiServer(paths), () => observeNode(paths)]);
  return problem === undefined ? { type: "healthy" } : { type: "broken", reason: problem };
}

/** A running cluster of another cache folder must not be removed. */
async function refuseForeignCluster(paths: ClusterPaths): Promise<void> {
  const owner = (await readMachineRecord(paths))?.clusterFolder;
  if (owner === undefined || owner === paths.folder) {
    return;
  }
  const processes = await recordedProcesses(clusterPaths(owner));
  const dead = await deadProcesses(clusterPaths(owner));
  if (processes.length > dead.length) {
    throw new Error(
      `a sandbox of another cache folder is running on this machine: ${owner}\n` +
        `  next: MONITORING_SSO_CACHE=${join(owner, "..")} npm run sandbox -- down`,
    );
  }
}

async function prepare(paths: ClusterPaths, binaries: ClusterBinaries): Promise<void> {
  const conflict = await addressConflict();
  if (conflict !== undefined) {
    throw new Error(
      `interface ${conflict} already uses ${networkPlan.podCidr} or ${networkPlan.serviceCidr}\n` +
        "  stop what created it (another Kubernetes?), or run the sandbox in a virtual machine",
    );
  }
  await Promise.all([access(join(binaries.kubernetes, "kube-apiserver")), access(binaries.kubeRouter)]);
  await mkdir(paths.folder, { recursive: true, mode: 0o700 });
  await recordMachine(paths);
  await Promise.all([
    createBridge(),
    makePodCgroup(),
    makeCertificates(paths.pki),
    writeNodeConfig(paths, binaries.cni),
  ]);
  await writeKubeconfigs(paths);
}

/**
 * Starts a new cluster, after the removal of leftovers. A cluster is never resumed: its Pulumi state, its certificates and
 * its containers would have to be consistent after any kind of crash, and a new one takes only seconds.
 */
export async function startCluster(options: StartOptions, paths: ClusterPaths = clusterPaths()): Promise<void> {
  const report = options.report ?? ((): void => undefined);
  await refuseForeignCluster(paths);
  if (await removeCluster(paths)) {
    report("removed the leftovers of an earlier run");
  }
  await prepare(paths, options.binaries);
  const components = clusterComponents(paths, options.binaries);
  report("starting etcd, containerd and the API server");
  await startComponent(paths, components.etcd);
  const [containerd, apiserver] = await Promise.all([
    startComponent(paths, components.containerd),
    startComponent(paths, components.apiserver),
  ]);
  const images = waitForContainerd(paths, containerd).then(() => loadImages(paths, options));
  const node = waitForApiServer(paths, apiserver).then(async () => {
    report("the API server is ready; starting the rest");
    await Promise.all([
      createKubeRouterRole(paths, options.binaries),
      startComponent(paths, components["controller-manager"]),
      startComponent(paths, components.scheduler),
      startComponent(paths, components["kube-proxy"]),
    ]);
    await waitForContainerd(paths, containerd);
    await waitForNode(paths, await startComponent(paths, components.kubelet));
    // It looks up its node only once, and exits if the node has not registered.
    await waitForPolicies(await startComponent(paths, components["kube-router"]));
    report("the node is Ready");
  });
  await Promise.all([images, node]);
}

/** Loads the archives that the cluster does not have yet, also into a running cluster. */
export async function loadImages(
  paths: ClusterPaths,
  { images, report }: Pick<StartOptions, "images" | "report">,
): Promise<void> {
  const count = await importImages(paths, images);
  if (count > 0) {
    report?.(`loaded ${count} image archives`);
  }
}
