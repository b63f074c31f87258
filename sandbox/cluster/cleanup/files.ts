import { readdir, readFile, readlink, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import type { ClusterPaths } from "../cluster-paths.js";
import { cniNetworkName } from "../network-plan.js";
import { devicePluginFolder } from "./host-record.js";
import { podCgroups } from "./processes.js";

/** Mount points below the folders, in reverse order of mounting, from the text of /proc/self/mountinfo. */
export function mountsBelow(mountinfo: string, folders: readonly string[]): readonly string[] {
  const unescape = (path: string): string =>
    path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
  return mountinfo
    .trim()
    .split("\n")
    .map((line) => unescape(line.split(" ")[4] ?? ""))
    .filter((path) => folders.some((folder) => path.startsWith(`${folder}/`)))
    .reverse();
}

async function ourMounts(paths: ClusterPaths): Promise<readonly string[]> {
  return mountsBelow(await readFile("/proc/self/mountinfo", "utf8"), [paths.folder, paths.machineState]);
}

/** Unmounts volumes, container roots and network namespaces. Files are removed only below folders without mounts. */
export async function unmountAll(paths: ClusterPaths): Promise<void> {
  for (const path of await ourMounts(paths)) {
    await execa("umount", ["--lazy", path]);
  }
  const left = await ourMounts(paths);
  if (left.length > 0) {
    throw new Error(`cannot unmount ${left.join(" ")}\n  next: unmount them, then run the same command again`);
  }
}

/** Every containerd on a machine puts the sockets of its shims into one folder; each shim records the path of its own. */
async function removeShimSockets(paths: ClusterPaths): Promise<void> {
  const tasks = join(paths.containerdState, "io.containerd.runtime.v2.task", "k8s.io");
  for (const task of await readdir(tasks).catch(() => [])) {
    const address = await readFile(join(tasks, task, "address"), "utf8").catch(() => "");
    if (address.startsWith("unix:///")) {
      await rm(address.trim().slice("unix://".length), { force: true });
    }
  }
}

/** The kubelet creates a link to each container's log there, wherever the logs are. */
async function removeLogLinks(paths: ClusterPaths): Promise<void> {
  const folder = "/var/log/containers";
  for (const name of await readdir(folder).catch(() => [])) {
    const target = await readlink(join(folder, name)).catch(() => "");
    if (target.startsWith(`${paths.podLogs}/`)) {
      await rm(join(folder, name), { force: true });
    }
  }
}

/** CNI's result files of the sandbox's containers, `<network>-<container>-<interface>`; loopback is a separate network. */
export function ourCniResults(names: readonly string[]): readonly string[] {
  const containerOf = (name: string): string => name.slice(`${cniNetworkName}-`.length, -"-eth0".length);
  const ours = names.filter((name) => name.startsWith(`${cniNetworkName}-`));
  const loopbacks = ours.map((name) => `cni-loopback-${containerOf(name)}-lo`);
  return [...ours, ...loopbacks];
}

async function removeCniResults(): Promise<void> {
  const folder = "/var/lib/cni/results";
  const names = await readdir(folder).catch(() => []);
  await Promise.all(ourCniResults(names).map((name) => rm(join(folder, name), { force: true })));
}

/** Removes folders that components create at fixed paths: the kubelet's contains a dead socket, all others are empty. */
export async function removeMadeFolders(made: readonly string[]): Promise<void> {
  if (made.includes(devicePluginFolder)) {
    await rm(devicePluginFolder, { recursive: true, force: true });
  }
  for (const folder of made) {
    const isEmpty = (await readdir(folder).catch(() => undefined))?.length === 0;
    if (isEmpty) {
      await rmdir(folder);
    }
  }
}

async function removeCgroups(): Promise<void> {
  // Deepest first: a group with children cannot be removed.
  const groups = [...(await podCgroups())].sort((left, right) => right.length - left.length);
  for (const group of groups) {
    await rmdir(group);
  }
}

export async function removeFiles(paths: ClusterPaths): Promise<void> {
  await removeShimSockets(paths);
  await Promise.all([removeLogLinks(paths), removeCniResults(), removeCgroups()]);
  await rm(paths.folder, { recursive: true, force: true });
}
