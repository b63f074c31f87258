import { readFile, readdir, readlink, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import type { ClusterPaths } from "../cluster-paths.js";
import { cniNetworkName } from "../network-plan.js";
import { devicePluginFolder } from "./host-record.js";
import { podCgroups } from "./processes.js";

/** Mount points below one of the folders, the last mounted first, from the text of /proc/self/mountinfo. */
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

/** Volumes, container roots and network namespaces. Files are removed only below folders with nothing mounted. */
export async function unmountAll(paths: ClusterPaths): Promise<void> {
  for (const path of await ourMounts(paths)) {
    await execa("umount", ["--lazy", path]);
  }
  const left = await ourMounts(paths);
  if (left.length > 0) {
    throw new Error(`cannot unmount ${left.join(" ")}\n  next: umount them, then the same command`);
  }
}

/** containerd keeps its shims' sockets in a folder that it shares with every containerd; each shim noted its own. */
async function removeShimSockets(paths: ClusterPaths): Promise<void> {
  const tasks = join(paths.containerdState, "io.containerd.runtime.v2.task", "k8s.io");
  for (const task of await readdir(tasks).catch(() => [])) {
    const address = await readFile(join(tasks, task, "address"), "utf8").catch(() => "");
    if (address.startsWith("unix:///")) {
      await rm(address.trim().slice("unix://".length), { force: true });
    }
  }
}

/** The kubelet links each container's log there, whatever folder the logs are in. */
async function removeLogLinks(paths: ClusterPaths): Promise<void> {
  const folder = "/var/log/containers";
  for (const name of await readdir(folder).catch(() => [])) {
    const target = await readlink(join(folder, name)).catch(() => "");
    if (target.startsWith(`${paths.podLogs}/`)) {
      await rm(join(folder, name), { force: true });
    }
  }
}

/** CNI's notes on each attached container, `<network>-<container>-<interface>`; loopback is a network of its own. */
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

/** Folders that programs of the cluster make at fixed places. The kubelet's holds a dead socket, the rest is empty. */
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
