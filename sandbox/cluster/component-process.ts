import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, open, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { identify, isAlive, type ProcessIdentity } from "../host/process-identity.js";
import type { ClusterPaths } from "./cluster-paths.js";
import type { Component, ComponentName } from "./component-list.js";

export interface ComponentProcess extends ProcessIdentity {
  readonly name: ComponentName;
  readonly command: string;
  readonly log: string;
}

/** Starts a component in a new session, so that it outlives this command, its terminal and an interrupt typed there. */
export async function startComponent(paths: ClusterPaths, component: Component): Promise<ComponentProcess> {
  await Promise.all([mkdir(paths.log, { recursive: true }), mkdir(paths.run, { recursive: true })]);
  const log = join(paths.log, `${component.name}.log`);
  const logFile = await open(log, "a", 0o600);
  try {
    const child = spawn(component.command, component.args, {
      detached: true,
      cwd: paths.folder,
      stdio: ["ignore", logFile.fd, logFile.fd],
      // Without the caller's environment: a proxy variable would send the traffic between components out of the machine.
      env: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", HOME: paths.folder },
    });
    await once(child, "spawn");
    child.unref();
    const identity = child.pid === undefined ? undefined : await identify(child.pid);
    if (identity === undefined) {
      throw new Error(`${component.name} ended at once, see ${log}`);
    }
    const started = { ...identity, name: component.name, command: component.command, log };
    await writeFile(join(paths.run, `${component.name}.json`), JSON.stringify(started, null, 2));
    return started;
  } finally {
    await logFile.close();
  }
}

/** Running and ended processes: the records stay until the cluster is removed. */
export async function recordedProcesses(paths: ClusterPaths): Promise<readonly ComponentProcess[]> {
  const files = await readdir(paths.run).catch(() => []);
  const records = files.filter((file) => file.endsWith(".json"));
  return Promise.all(
    records.map(async (file) => JSON.parse(await readFile(join(paths.run, file), "utf8")) as ComponentProcess),
  );
}

export async function deadProcesses(paths: ClusterPaths): Promise<readonly ComponentProcess[]> {
  const processes = await recordedProcesses(paths);
  const alive = await Promise.all(processes.map(isAlive));
  return processes.filter((_, index) => !alive[index]);
}
