import type { HelmValue } from "../../helm/values";

/**
 * Flags that change neither how a program listens nor what its API allows, by program; `*` stands for any rest. Prometheus
 * 3.14, Alertmanager 0.34, node-exporter 1.12 and kube-state-metrics 2.20.
 */
export const flags = {
  prometheus: [
    "alertmanager.*",
    "auto-gomaxprocs",
    "auto-gomemlimit*",
    "log.*",
    "query.*",
    "rules.*",
    "scrape.*",
    "storage.remote.*",
    "storage.tsdb.*",
    "web.max-connections",
    "web.page-title",
    "web.read-timeout",
  ],
  alertmanager: [
    "alerts.*",
    "auto-gomemlimit*",
    "data.*",
    "dispatch.*",
    "log.*",
    "silences.*",
    "web.get-concurrency",
    "web.timeout",
  ],
  nodeExporter: ["collector.*", "no-collector.*", "log.*"],
  kubeStateMetrics: ["metric-*", "namespaces*", "resources", "log*", "track-unscheduled-pods"],
} as const;

/**
 * Whether a list has allowed flags only: as `{ name, value }` without dashes, or as texts with two dashes and the value after
 * an equals sign, so that one element is one argument.
 */
export function areFlags(value: HelmValue, notation: "named" | "dashed", allowed: readonly string[]): boolean {
  if (!Array.isArray(value)) {
    return false;
  }
  const items = value as readonly HelmValue[];
  return items.every((item) => {
    const name = notation === "named" ? nameOf(item) : dashedName(item);
    return name !== undefined && allowed.some((flag) => matches(flag, name));
  });
}

function nameOf(item: HelmValue): string | undefined {
  const isNamed = typeof item === "object" && item !== null && "name" in item && typeof item.name === "string";
  return isNamed ? (item.name as string) : undefined;
}

function dashedName(item: HelmValue): string | undefined {
  return typeof item === "string" ? /^--([a-z][a-z0-9.-]*)(=.*)?$/.exec(item)?.[1] : undefined;
}

function matches(flag: string, name: string): boolean {
  return /^[a-z][a-z0-9.-]*$/.test(name) && (flag.endsWith("*") ? name.startsWith(flag.slice(0, -1)) : name === flag);
}
