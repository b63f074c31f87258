import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { podCgroup } from "../../sandbox/cluster/network-plan.js";
import type { Kubernetes } from "../../sandbox/e2e/pods/kubernetes.js";

/** Which pods are meant: those of a program. */
export interface Workload {
  readonly namespace: string;
  /** Value of the label `app.kubernetes.io/name`. */
  readonly name: string;
}

/** The parts of the product and of the platform that a request passes through. */
export const workloads = {
  edge: { namespace: "traefik", name: "traefik" },
  proxies: { namespace: "monitoring", name: "oauth2-proxy" },
  store: { namespace: "monitoring", name: "valkey" },
  keycloak: { namespace: "keycloak", name: "keycloak" },
} satisfies Readonly<Record<string, Workload>>;

const root = "/sys/fs/cgroup";
const qualities = ["", "burstable", "besteffort"];

/**
 * Reads the control groups of pods. The kubelet's own summary would do without root, but is up to ten seconds old, which is longer
 * than a measurement.
 */
export class PodUsage {
  private constructor(private readonly uids: readonly string[]) {}

  /** @throws if no pod runs */
  static async of({ core }: Kubernetes, { namespace, name }: Workload): Promise<PodUsage> {
    const { items } = await core.listNamespacedPod({ namespace, labelSelector: `app.kubernetes.io/name=${name}` });
    const uids = items
      .filter(({ metadata }) => metadata?.deletionTimestamp === undefined)
      .map(({ metadata }) => metadata?.uid ?? "");
    if (uids.length === 0) {
      throw new Error(`no pod of ${namespace}/${name} is running\n  next: npm run sandbox -- status`);
    }
    return new PodUsage(uids);
  }

  /** CPU time since the pods started. */
  async cpuSeconds(): Promise<number> {
    return this.sum(async (uid) => {
      const v1 = groupOf("cpuacct", uid);
      if (v1 !== undefined) {
        return Number(await readFile(join(v1, "cpuacct.usage"), "utf8")) / 1e9;
      }
      return field(await readFile(join(group(uid), "cpu.stat"), "utf8"), "usage_usec") / 1e6;
    });
  }

  /** What the kubelet calls the working set: all memory except file pages that nothing has used lately. */
  async workingSetMiB(): Promise<number> {
    return this.sum(async (uid) => {
      const v1 = groupOf("memory", uid);
      const folder = v1 ?? group(uid);
      const usage = Number(await readFile(join(folder, v1 ? "memory.usage_in_bytes" : "memory.current"), "utf8"));
      const stat = await readFile(join(folder, "memory.stat"), "utf8");
      return (usage - field(stat, v1 ? "total_inactive_file" : "inactive_file")) / 1024 ** 2;
    });
  }

  private async sum(read: (uid: string) => Promise<number>): Promise<number> {
    return (await Promise.all(this.uids.map(read))).reduce((total, value) => total + value, 0);
  }
}

/** Group of a pod in a hierarchy of version 1; undefined where there is none. */
function groupOf(hierarchy: string, uid: string): string | undefined {
  return qualities
    .map((quality) => join(root, hierarchy, podCgroup, "kubepods", quality, `pod${uid}`))
    .find((folder) => existsSync(folder));
}

/** Group of a pod in the hierarchy of version 2. */
function group(uid: string): string {
  const found = groupOf("", uid);
  if (found === undefined) {
    throw new Error(`no control group of pod ${uid} below ${root}: benchmarks of the cluster need root on its machine`);
  }
  return found;
}

function field(stat: string, name: string): number {
  const value = new RegExp(`^${name} (\\d+)$`, "m").exec(stat)?.[1];
  if (value === undefined) {
    throw new Error(`no ${name} in ${stat.slice(0, 100)}`);
  }
  return Number(value);
}
