import { readdir, readFile, readlink } from "node:fs/promises";
import { createServer } from "node:net";
import { availableParallelism } from "node:os";
import { execa } from "execa";
import { isOurCommandLine } from "../../cluster/cleanup/processes.js";
import { hasCluster } from "../../cluster/cleanup/remove-cluster.js";
import { type ClusterPaths, clusterPaths } from "../../cluster/cluster-paths.js";
import { memoryMebibytes } from "../../host/memory.js";
import { step } from "./step.js";

const neededCores = 2;
const neededMemoryMebibytes = 5500;

/** The process that listens on a port, as `ss` names it; empty if it is not visible. */
async function holderOf(port: number): Promise<string> {
  const { stdout } = await execa("ss", ["-ltnpH", `sport = :${port}`], { reject: false });
  return (
    /users:\(\("([^"]+)",pid=(\d+)/
      .exec(stdout ?? "")
      ?.slice(1)
      .join(", process ") ?? ""
  );
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** The edge takes these ports on loopback, and would take the clients of another listener. */
async function portProblems(): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const port of [80, 443]) {
    if (await isFree(port)) {
      continue;
    }
    const holder = await holderOf(port);
    problems.push(`port ${port} of 127.0.0.1 is in use${holder && ` by ${holder}`}: stop that process`);
  }
  return problems;
}

async function ofProcess(pid: string, paths: ClusterPaths): Promise<string | undefined> {
  const commandLine = (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).split("\0");
  const isKubelet = /(^|\/)(kubelet|k3s|k3s-server|k0s|microk8s)$/.test(commandLine[0] ?? "");
  if (!isKubelet || isOurCommandLine(paths, commandLine)) {
    return undefined;
  }
  // In a container (kind, k3d) it has its own folders, and causes no conflict.
  const [own, its] = await Promise.all(["self", pid].map((id) => readlink(`/proc/${id}/ns/mnt`).catch(() => "")));
  return own === its ? `${commandLine[0]} (process ${pid})` : undefined;
}

/** Two kubelets on one machine would clear each other's folder of device plugins. */
async function kubeletProblems(paths: ClusterPaths): Promise<readonly string[]> {
  const pids = (await readdir("/proc")).filter((entry) => /^\d+$/.test(entry));
  const found = await Promise.all(pids.map((pid) => ofProcess(pid, paths)));
  return found
    .filter((name) => name !== undefined)
    .map((name) => `another Kubernetes runs directly on this machine, ${name}: stop it, or use a virtual machine`);
}

function userProblems(): readonly string[] {
  if (process.platform !== "linux") {
    return [`Linux is required, found ${process.platform}: use a virtual machine`];
  }
  if (process.getuid?.() !== 0) {
    return [
      "root is required to run containers, set up a bridge and install Debian packages: run it with sudo, on a machine of your own",
    ];
  }
  return [];
}

async function sizeProblems(): Promise<readonly string[]> {
  const memory = await memoryMebibytes("MemTotal");
  const cores = availableParallelism();
  return [
    ...(cores < neededCores ? [`${neededCores} cores are required, found ${cores}`] : []),
    ...(memory < neededMemoryMebibytes ? [`${neededMemoryMebibytes} MiB of memory are required, found ${memory}`] : []),
  ];
}

/** Every problem that would stop a later step, all at once. */
async function machineProblems(paths: ClusterPaths = clusterPaths()): Promise<readonly string[]> {
  const first = userProblems();
  if (first.length > 0) {
    return first;
  }
  return [
    ...(await sizeProblems()),
    ...(await kubeletProblems(paths)),
    // A running sandbox occupies the ports with packet filter rules, which a listener does not notice.
    ...(hasCluster(paths) ? [] : await portProblems()),
  ];
}

export const checkMachine = step({
  title: "machine",
  run: async () => {
    const problems = await machineProblems();
    if (problems.length > 0) {
      const list = problems.map((problem) => `  ${problem}`).join("\n");
      throw new Error(`this machine cannot run the sandbox yet; nothing was changed\n${list}`);
    }
    const memory = Math.round((await memoryMebibytes("MemTotal")) / 1024);
    return `${availableParallelism()} cores, ${memory} GiB of memory`;
  },
});
