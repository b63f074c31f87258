import { existsSync } from "node:fs";
import { lstat, open, readdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { execa } from "execa";
import { entryOf, type LayerEntry } from "./layer.js";

type Entries = Map<string, LayerEntry>;

/** Debian has programs and libraries only below /usr; scripts and the path of the loader omit it. */
const usrLinks = ["/bin", "/sbin", "/lib", "/lib64"];

/**
 * Everything that the given files and folders of a Debian root need to run: themselves, the links on their paths with their
 * targets, and the shared libraries. An image of it has 20 MB, while the whole root has 700.
 */
export async function closure(root: string, paths: readonly string[]): Promise<readonly LayerEntry[]> {
  const entries: Entries = new Map();
  for (const link of usrLinks.filter((path) => existsSync(join(root, path)))) {
    await addPath(root, link, entries);
  }
  for (const path of paths) {
    await addTree(root, path, entries);
  }
  for (const library of await sharedLibraries(root, entries)) {
    await addTree(root, library, entries);
  }
  return [...entries.values()];
}

async function addTree(root: string, path: string, entries: Entries): Promise<void> {
  const real = await addPath(root, path, entries);
  const stat = await lstat(join(root, real));
  if (!stat.isDirectory()) {
    return;
  }
  for (const child of await readdir(join(root, real))) {
    const childPath = join(real, child);
    if (!entries.has(childPath)) {
      await addTree(root, childPath, entries);
    }
  }
}

/**
 * Adds a path, and every folder and link on it. Links are resolved here, because the machine would follow an absolute one out
 * of the root.
 * @returns the path without links
 */
async function addPath(root: string, path: string, entries: Entries): Promise<string> {
  const pending = segments(path);
  let reached = "/";
  for (let name = pending.shift(); name !== undefined; name = pending.shift()) {
    const next = join(reached, name);
    const entry = entries.get(next) ?? (await entryOf(join(root, next), next));
    entries.set(next, entry);
    if (entry.type === "symlink") {
      pending.unshift(...segments(resolve(dirname(next), entry.target)));
      reached = "/";
    } else {
      reached = next;
    }
  }
  return reached;
}

function segments(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}

async function sharedLibraries(root: string, entries: Entries): Promise<readonly string[]> {
  const programs: string[] = [];
  for (const entry of entries.values()) {
    if (entry.type === "file" && (await isElf(entry.source))) {
      programs.push(entry.path);
    }
  }
  // It exits with an error code if one of them is static, but its output is complete.
  const { stdout } = await execa("chroot", [root, "ldd", ...programs], { reject: false });
  return [...new Set([...stdout.matchAll(/(\/\S+) \(0x/g)].flatMap(([, library]) => library ?? []))];
}

async function isElf(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.equals(Buffer.from("\x7fELF"));
  } finally {
    await handle.close();
  }
}
