import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { apiGet } from "../cluster/api-request.js";
import { clusterState } from "../cluster/cluster.js";
import { type ClusterPaths, clusterPaths } from "../cluster/cluster-paths.js";
import { type ComponentProcess, recordedProcesses } from "../cluster/component-process.js";
import { memoryField } from "../host/memory.js";
import { isAlive } from "../host/process-identity.js";
import { accessFile, readAccess } from "./access.js";

async function componentLine(process: ComponentProcess): Promise<string> {
  const name = process.name.padEnd(20);
  if (!(await isAlive(process))) {
    return `  ${name} dead     log: ${process.log}`;
  }
  const status = await readFile(`/proc/${process.pid}/status`, "utf8");
  return `  ${name} running  process ${process.pid}, ${memoryField(status, "VmRSS")} MiB`;
}

interface Pod {
  readonly metadata: { readonly namespace: string; readonly name: string };
  readonly status: {
    readonly phase: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly { readonly state: { readonly waiting?: { readonly reason?: string } } }[];
  };
}

function podLine({ metadata, status }: Pod): string {
  const isReady = status.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
  const waiting = status.containerStatuses?.map(({ state }) => state.waiting?.reason).find((reason) => reason);
  const state = isReady || status.phase === "Succeeded" ? "ready" : `NOT READY, ${waiting ?? status.phase}`;
  return `  ${`${metadata.namespace}/${metadata.name}`.padEnd(72)} ${state}`;
}

async function podLines(paths: ClusterPaths): Promise<readonly string[]> {
  const { body } = await apiGet(paths, "/api/v1/pods");
  return (JSON.parse(body) as { items: readonly Pod[] }).items.map(podLine);
}

async function accessLines(): Promise<readonly string[]> {
  if (!existsSync(accessFile())) {
    return ["the sandbox is not completely up", "next: npm run sandbox"];
  }
  const { monitoringUrl, keycloakUrl } = await readAccess();
  return [`${monitoringUrl}/prometheus  ${keycloakUrl}`, `users and passwords: ${accessFile()}`];
}

/** @returns the exit code: 0 if the cluster is healthy */
export async function status(): Promise<number> {
  const paths = clusterPaths();
  const state = await clusterState(paths);
  if (state.type === "absent") {
    console.log("no sandbox is running\nnext: npm run sandbox");
    return 1;
  }
  console.log(state.type === "healthy" ? "the cluster is healthy" : `the cluster is broken: ${state.reason}`);
  console.log((await Promise.all((await recordedProcesses(paths)).map(componentLine))).join("\n"));
  if (state.type === "broken") {
    console.log("next: npm run sandbox (starts a new cluster), npm run sandbox -- down (removes this one)");
    return 1;
  }
  console.log(["pods", ...(await podLines(paths)), ...(await accessLines())].join("\n"));
  return 0;
}
