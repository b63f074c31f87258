import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { clusterPaths } from "../cluster/cluster-paths.js";
import { runningCluster } from "./running-cluster.js";

export interface LogsOptions {
  readonly follow?: boolean;
  /** Lines from the end. */
  readonly lines: string;
}

async function logNames(): Promise<readonly string[]> {
  const files = await readdir(clusterPaths().log).catch(() => []);
  return files.filter((file) => file.endsWith(".log")).map((file) => file.slice(0, -".log".length));
}

async function inTerminal(command: string, args: readonly string[]): Promise<number> {
  const { exitCode } = await execa(command, args, { stdio: "inherit", reject: false });
  return exitCode ?? 1;
}

interface PodName {
  readonly namespace: string;
  readonly name: string;
}

/** Reads the lines of `kubectl get pods -A --no-headers`. */
function podNames(lines: string): readonly PodName[] {
  return lines.split("\n").flatMap((line) => {
    const [namespace, name] = line.split(/\s+/);
    return namespace && name ? [{ namespace, name }] : [];
  });
}

/** Pods with the given name, or else those whose names begin with it; `namespace/name` limits them to a namespace. */
export function matchingPods(pods: readonly PodName[], wanted: string): readonly PodName[] {
  const [namespace, prefix] = wanted.includes("/") ? (wanted.split("/", 2) as [string, string]) : [undefined, wanted];
  const candidates = pods.filter((pod) => namespace === undefined || pod.namespace === namespace);
  const exact = candidates.filter(({ name }) => name === prefix);
  return exact.length > 0 ? exact : candidates.filter(({ name }) => name.startsWith(prefix));
}

async function podLogs(wanted: string, options: LogsOptions): Promise<number> {
  const { kubectl, paths } = await runningCluster();
  const config = ["--kubeconfig", paths.kubeconfig];
  const { stdout } = await execa(kubectl, [...config, "get", "pods", "-A", "--no-headers"]);
  const pods = podNames(stdout);
  const matching = matchingPods(pods, wanted);
  const [pod] = matching;
  if (pod === undefined) {
    const components = (await logNames()).join(", ");
    const names = pods.map(({ namespace, name }) => `${namespace}/${name}`).join(", ") || "none";
    throw new Error(`no component or pod is called "${wanted}"\n  components: ${components}\n  pods: ${names}`);
  }
  if (matching.length > 1) {
    console.error(`${matching.length} pods match, showing ${pod.namespace}/${pod.name}`);
  }
  const flags = ["--all-containers", "--prefix", "--tail", options.lines, ...(options.follow ? ["--follow"] : [])];
  return inTerminal(kubectl, [...config, "logs", "-n", pod.namespace, pod.name, ...flags]);
}

/** Shows the log of a component of the cluster, of a pulumi run, or of a pod. */
export async function logs(wanted: string, options: LogsOptions): Promise<number> {
  if (!(await logNames()).includes(wanted)) {
    return podLogs(wanted, options);
  }
  const file = join(clusterPaths().log, `${wanted}.log`);
  // By name, because a restarted component writes to another file.
  return inTerminal("tail", ["-n", options.lines, ...(options.follow ? ["--follow=name"] : []), file]);
}
