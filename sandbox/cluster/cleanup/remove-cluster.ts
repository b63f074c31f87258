import { existsSync } from "node:fs";
import { type ClusterPaths, clusterPaths } from "../cluster-paths.js";
import { recordedProcesses } from "../component-process.js";
import { removeFiles, removeMadeFolders, unmountAll } from "./files.js";
import { type MachineRecord, forgetMachine, readMachineRecord, restoreSettings } from "./host-record.js";
import { bridgeExists, removeNetwork } from "./network.js";
import { endProcesses } from "./processes.js";

/** Whether a cluster runs or a killed one left something. */
export function hasCluster(paths: ClusterPaths): boolean {
  return existsSync(paths.folder) || existsSync(paths.machineState) || bridgeExists();
}

/** The machine's record was deleted by hand: the bridge's name says that the network is ours all the same. */
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
 * Takes everything away that a cluster has made, whether it runs or was killed half-way: processes, mounts, network,
 * files, kernel settings. The machine's record goes last, so that an interrupted removal can be run again.
 * @returns false when there was nothing
 */
export async function removeCluster(paths: ClusterPaths): Promise<boolean> {
  if (!hasCluster(paths)) {
    return false;
  }
  const record = (await readMachineRecord(paths)) ?? (await recordOfLostBridge(paths));
  // A run with another MONITORING_SSO_CACHE left the machine's record: its folder is the one to clear as well.
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
