import { join } from "node:path";
import { clusterFolder } from "../build/cache.js";

/** Sockets and container state. One for the machine: a socket's path may have only 107 characters. */
const machineStateFolder = "/run/monitoring-sso";

export interface ClusterPaths {
  /** Everything of one cluster; removed as a whole when it goes. */
  readonly folder: string;
  readonly pki: string;
  readonly config: string;
  readonly cniConfig: string;
  readonly cniAddresses: string;
  readonly log: string;
  /** One `<component>.json` a process: its id and start time. */
  readonly run: string;
  readonly etcd: string;
  readonly containerdRoot: string;
  readonly kubelet: string;
  readonly podLogs: string;
  /** For people and for Pulumi: the administrator's. */
  readonly kubeconfig: string;
  readonly machineState: string;
  readonly containerdState: string;
  readonly containerdSocket: string;
  readonly runcState: string;
  /** Which cluster folder the machine's state belongs to, and what the machine looked like before. */
  readonly ownerFile: string;
}

export function clusterPaths(folder = clusterFolder()): ClusterPaths {
  const containerdState = join(machineStateFolder, "containerd");
  return {
    folder,
    pki: join(folder, "pki"),
    config: join(folder, "config"),
    cniConfig: join(folder, "config", "cni"),
    cniAddresses: join(folder, "cni-addresses"),
    log: join(folder, "log"),
    run: join(folder, "run"),
    etcd: join(folder, "etcd"),
    containerdRoot: join(folder, "containerd"),
    kubelet: join(folder, "kubelet"),
    podLogs: join(folder, "pod-logs"),
    kubeconfig: join(folder, "kubeconfig"),
    machineState: machineStateFolder,
    containerdState,
    containerdSocket: join(containerdState, "containerd.sock"),
    runcState: join(machineStateFolder, "runc"),
    ownerFile: join(machineStateFolder, "owner.json"),
  };
}
