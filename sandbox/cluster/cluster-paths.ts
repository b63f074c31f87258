import { join } from "node:path";
import { clusterFolder } from "../build/cache.js";

/** Sockets and container state. One per machine, because the path of a socket may have at most 107 characters. */
const machineStateFolder = "/run/monitoring-sso";

export interface ClusterPaths {
  /** Everything of one cluster; removed with it. */
  readonly folder: string;
  readonly pki: string;
  readonly config: string;
  readonly cniConfig: string;
  readonly cniAddresses: string;
  readonly log: string;
  /** One `<component>.json` per process: its id and start time. */
  readonly run: string;
  readonly etcd: string;
  readonly containerdRoot: string;
  readonly kubelet: string;
  readonly podLogs: string;
  /** The administrator's, for users and for Pulumi. */
  readonly kubeconfig: string;
  readonly machineState: string;
  readonly containerdState: string;
  readonly containerdSocket: string;
  readonly runcState: string;
  /** The cluster folder to which the machine's state belongs, and the state of the machine before. */
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
