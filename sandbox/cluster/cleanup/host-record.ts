import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { execa } from "execa";
import type { ClusterPaths } from "../cluster-paths.js";
import { hasPolicyRules } from "./policy-rules.js";

/** Kernel settings that the kubelet and plugins change for the whole machine; they are restored at the end. */
const touchedSettings = [
  "vm/overcommit_memory",
  "vm/panic_on_oom",
  "kernel/panic",
  "kernel/panic_on_oops",
  "kernel/keys/root_maxkeys",
  "kernel/keys/root_maxbytes",
  "net/ipv4/ip_forward",
];

export const devicePluginFolder = "/var/lib/kubelet/device-plugins";

/** Folders that components create regardless of their configuration, children before parents. */
const fixedFolders = [
  devicePluginFolder,
  "/var/lib/kubelet",
  "/var/lib/cni/results",
  "/var/lib/cni",
  "/var/log/containers",
  "/run/containerd/s",
  "/run/containerd/fifo",
  "/run/containerd/runc/k8s.io",
  "/run/containerd/runc",
  "/run/containerd",
];

/** State of the machine before the cluster, and the owner of the cluster. A reboot removes it like everything it records. */
export interface MachineRecord {
  readonly clusterFolder: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly hadNatTable: boolean;
  readonly hadFilterTable: boolean;
  /** Rules and sets of kube-router have no mark of their cluster: they are the sandbox's if the machine had none before. */
  readonly ownsPolicyRules: boolean;
  /** Folders that did not exist before, and so belong to the cluster. */
  readonly madeFolders: readonly string[];
}

export async function nftTables(): Promise<readonly string[]> {
  const { stdout } = await execa("nft", ["list", "tables"]);
  return stdout.split("\n").map((line) => line.replace(/^table /, "").trim());
}

async function readSetting(name: string): Promise<readonly [string, string][]> {
  const value = await readFile(`/proc/sys/${name}`, "utf8").catch(() => undefined);
  return value === undefined ? [] : [[name, value.trim()]];
}

/** Fails on a machine with another kube-proxy or kube-router of this kind, because each would remove the other's rules. */
export async function recordMachine(paths: ClusterPaths): Promise<void> {
  const tables = await nftTables();
  if (tables.includes("ip kube-proxy")) {
    throw new Error(
      "another Kubernetes with kube-proxy in nftables mode is running on this machine (nft table `ip kube-proxy`)\n" +
        "  stop it, or run the sandbox in a virtual machine",
    );
  }
  if (hasPolicyRules((await execa("iptables-save", ["-t", "filter"])).stdout)) {
    throw new Error(
      "another Kubernetes with kube-router or K3s' network policies is running on this machine, or has left its iptables chains\n" +
        "  stop it and remove its chains KUBE-ROUTER-*, or run the sandbox in a virtual machine",
    );
  }
  const record: MachineRecord = {
    clusterFolder: paths.folder,
    settings: Object.fromEntries((await Promise.all(touchedSettings.map(readSetting))).flat()),
    hadNatTable: tables.includes("ip nat"),
    hadFilterTable: tables.includes("ip filter"),
    ownsPolicyRules: true,
    madeFolders: fixedFolders.filter((folder) => !existsSync(folder)),
  };
  await mkdir(paths.machineState, { recursive: true, mode: 0o700 });
  await writeFile(paths.ownerFile, JSON.stringify(record, null, 2));
}

export async function readMachineRecord(paths: ClusterPaths): Promise<MachineRecord | undefined> {
  const text = await readFile(paths.ownerFile, "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as MachineRecord);
}

export async function restoreSettings(record: MachineRecord): Promise<void> {
  for (const [name, value] of Object.entries(record.settings)) {
    const [current] = await readSetting(name);
    if (current?.[1] !== value) {
      await writeFile(`/proc/sys/${name}`, value);
    }
  }
}

export async function forgetMachine(paths: ClusterPaths): Promise<void> {
  await rm(paths.machineState, { recursive: true, force: true });
}
