import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { identify, isAlive, type ProcessIdentity } from "../../host/process-identity.js";
import { waitFor } from "../../wait/wait-for.js";
import type { ClusterPaths } from "../cluster-paths.js";
import { recordedProcesses } from "../component-process.js";
import { podCgroup } from "../network-plan.js";

/** Programs that only the sandbox starts with one of its folders among the arguments. */
const ourPrograms = new Set([
  "etcd",
  "containerd",
  "containerd-shim-runc-v2",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kubelet",
  "kube-proxy",
  "kube-router",
]);

/** A process belongs to the sandbox if an argument is the socket of its containerd or a path in the cluster's folder. */
export function isOurCommandLine(paths: ClusterPaths, commandLine: readonly string[]): boolean {
  const [program = "", ...args] = commandLine;
  const marks = [`${paths.folder}/`, paths.containerdSocket];
  return ourPrograms.has(basename(program)) && args.some((arg) => marks.some((mark) => arg.includes(mark)));
}

async function processIds(): Promise<readonly number[]> {
  return (await readdir("/proc")).filter((entry) => /^\d+$/.test(entry)).map(Number);
}

async function byCommandLine(paths: ClusterPaths): Promise<readonly number[]> {
  const ids = await processIds();
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, "utf8").catch(() => "")));
  return ids.filter((_, index) => isOurCommandLine(paths, (lines[index] ?? "").split("\0")));
}

/** The sandbox's control group in each hierarchy (version 1) or in the unified one (version 2), with all groups below. */
export async function podCgroups(): Promise<readonly string[]> {
  const root = "/sys/fs/cgroup";
  const hierarchies = [root, ...(await readdir(root).catch(() => [])).map((name) => join(root, name))];
  const groups = await Promise.all(
    hierarchies.map(async (hierarchy) => {
      const top = join(hierarchy, podCgroup);
      const below = await readdir(top, { recursive: true, withFileTypes: true }).catch(() => undefined);
      if (below === undefined) {
        return [];
      }
      return [top, ...below.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name))];
    }),
  );
  return groups.flat();
}

async function inPodCgroups(): Promise<readonly number[]> {
  const groups = await podCgroups();
  const lists = await Promise.all(groups.map((group) => readFile(join(group, "cgroup.procs"), "utf8").catch(() => "")));
  return lists.flatMap((list) =>
    list
      .split("\n")
      .filter((line) => line !== "")
      .map(Number),
  );
}

async function ourProcesses(paths: ClusterPaths): Promise<readonly ProcessIdentity[]> {
  const found = [...new Set([...(await byCommandLine(paths)), ...(await inPodCgroups())])];
  const identities = await Promise.all(found.map(identify));
  const all = [...(await recordedProcesses(paths)), ...identities.filter((identity) => identity !== undefined)];
  const alive = await Promise.all(all.map(isAlive));
  return all.filter((_, index) => alive[index]);
}

/**
 * Kills all processes of the cluster: the recorded ones, those with the sandbox's folders among their arguments, and those in
 * its control group. With SIGKILL, because everything that they would save is removed anyway.
 */
export async function endProcesses(paths: ClusterPaths): Promise<void> {
  await waitFor({
    awaiting: "the cluster's processes to end",
    limitSeconds: 30,
    // Each observation kills what it finds: a shim may have started a container in between.
    observe: async () => {
      const left = await ourProcesses(paths);
      for (const { pid } of left) {
        endProcess(pid);
      }
      return left.length === 0
        ? { met: true }
        : { met: false, state: `alive: ${left.map(({ pid }) => pid).join(" ")}` };
    },
    next: "npm run sandbox -- down",
    pollMilliseconds: 50,
  });
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") {
      throw error;
    }
  }
}
