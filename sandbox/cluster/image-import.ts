import { appendFile, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import type { ImageArchive } from "../images/image-archive.js";
import type { ClusterPaths } from "./cluster-paths.js";

/** File with the paths of the archives that this cluster's containerd has imported; a changed image has another path. */
function importedFile(paths: ClusterPaths): string {
  return join(paths.run, "images.list");
}

async function importedArchives(paths: ClusterPaths): Promise<readonly string[]> {
  const list = await readFile(importedFile(paths), "utf8").catch(() => "");
  return list.split("\n").filter((line) => line !== "");
}

/** One import hashes while the other unpacks: each keeps one core busy. */
const lanes = 2;

async function bySize(archives: readonly ImageArchive[]): Promise<readonly ImageArchive[]> {
  const sized = await Promise.all(
    archives.map(async (archive) => ({ archive, size: (await stat(archive.path)).size })),
  );
  return sized.sort((left, right) => right.size - left.size).map(({ archive }) => archive);
}

/**
 * Loads what containerd does not have yet. The biggest archives come first, or one lane would end long after the other.
 * @returns how many archives were loaded
 */
export async function importImages(paths: ClusterPaths, archives: readonly ImageArchive[]): Promise<number> {
  const imported = await importedArchives(paths);
  const missing = archives.filter(({ path }) => !imported.includes(path));
  const queue = (await bySize(missing)).values();
  const lane = async (): Promise<void> => {
    for (const { path } of queue) {
      await execa("ctr", ["--address", paths.containerdSocket, "--namespace", "k8s.io", "images", "import", path]);
      await appendFile(importedFile(paths), `${path}\n`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return missing.length;
}
