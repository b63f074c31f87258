import { existsSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { podCgroup } from "./network-plan.js";

const root = "/sys/fs/cgroup";

function isHierarchy(folder: string): boolean {
  return existsSync(join(folder, "cgroup.procs"));
}

/** Creates the root group that the kubelet expects: one in each hierarchy (version 1), or a single one (version 2). */
export async function makePodCgroup(): Promise<void> {
  if (isHierarchy(root)) {
    await mkdir(join(root, podCgroup), { recursive: true });
    return;
  }
  for (const name of await readdir(root)) {
    if (isHierarchy(join(root, name))) {
      await mkdir(join(root, name, podCgroup), { recursive: true });
    }
  }
}
