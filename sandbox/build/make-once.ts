import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { workFolder } from "./cache.js";

/**
 * Makes a folder of the cache unless it exists. `make` fills a work folder, which gets its final name only when `make` has
 * succeeded, so that an interrupted run leaves no partial result that a later one would use.
 * @returns whether the folder had to be made
 */
export async function makeOnce(target: string, make: (workInto: string) => Promise<void>): Promise<boolean> {
  if (existsSync(target)) {
    return false;
  }
  const work = join(workFolder(), basename(target));
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  await make(work);
  await mkdir(dirname(target), { recursive: true });
  await rename(work, target);
  return true;
}
