import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { workFolder } from "./cache.js";

/**
 * Makes a folder of the cache unless it stands already. `make` fills a work folder; only when it is through does the
 * folder get its final name, so an interrupted run never leaves half a result behind that a later one would trust.
 * @returns whether there was something to make
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
