import { existsSync } from "node:fs";
import { type ClusterPaths, clusterPaths } from "../cluster-paths.js";
import { recordedProcesses } from "../component-process.js";
import { removeFiles, removeMadeFolders, unmountAll } from "./files.js";
import { forgetMachine, type MachineRecord, readMachineRecord, restoreSettings } from "./host-record.js";
import { bridgeExists, removeNetwork } from "./network.js";
import { endProcesses } from "./processes.js";

/** Whether a cluster is running, or a killed one has left something. */
export function hasCluster(paths: ClusterPaths): boolean {
  return existsSync(paths.folder) || existsSync(paths.machineState) || bridgeExists();
}

/** If the machine's record was deleted, the name of the bridge still identifies the network as the sandbox's. */
async function recordOfLostBridge(paths: ClusterPaths): Promise<MachineRecord | undefined> {
  if (!bridgeExists()) {
    return undefined;
  }
  const unknown = { settings: {}, hadNatTable: true, hadFilterTable: true, madeFolders: [] };
  const processes = await recordedProcesses(paths);
  return {
    ...unknown,
    clusterFolder: paths.folder,
    ownsPolicyRules: processes.some(({ name }) => name === "kube-router"),
  };
}

/**
 * Removes everything that a running or killed cluster has created or changed: processes, mounts, network, files, kernel
 * settings. The machine's record is removed last, so that an interrupted removal can be repeated.
 * @returns false if there was nothing to remove
 */
export async function removeCluster(paths: ClusterPaths): Promise<boolean> {
  if (!hasCluster(paths)) {
    return false;
  }
  const record = (await readMachineRecord(paths)) ?? (await recordOfLostBridge(paths));
  // The machine's record may be of a run with another MONITORING_SSO_CACHE, whose folder must be removed as well.
  const owners = [paths.folder, record?.clusterFolder].filter((folder) => folder !== undefined);
  for (const owned of new Set(owners)) {
    await endProcesses(clusterPaths(owned));
    await unmountAll(clusterPaths(owned));
  }
  if (record) {
    await removeNetwork(record);
    await restoreSettings(record);
  }
  for (const owned of new Set(owners)) {
    await removeFiles(clusterPaths(owned));
  }
  if (record) {
    await removeMadeFolders(record.madeFolders);
  }
  await forgetMachine(paths);
  return true;
}
