import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { lstat, readdir, readlink } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import tar from "tar-stream";

/** An entry of a layer. `path` is absolute within the container. */
export type LayerEntry = { readonly path: string; readonly uid?: number; readonly gid?: number } & (
  | { readonly type: "directory"; readonly mode?: number }
  | { readonly type: "text"; readonly content: string }
  | { readonly type: "symlink"; readonly target: string }
  | { readonly type: "file"; readonly source: string; readonly mode: number; readonly capability?: FileCapability }
);

/** A capability that the kernel grants to every process that starts the file, also to a non-root one. */
export type FileCapability = "CAP_NET_BIND_SERVICE";

export interface Layer {
  readonly file: string;
  /** SHA-256 of the uncompressed tar. */
  readonly digest: string;
}

/** Writes entries as a tar in path order and without times, so that the same entries result in the same bytes. */
export async function writeLayer(file: string, entries: readonly LayerEntry[]): Promise<Layer> {
  const pack = tar.pack();
  const hash = createHash("sha256");
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const written = pipeline(pack, hashing, createWriteStream(file));
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  await Promise.all([
    written,
    packEntries(
      pack,
      [...byPath.keys()].sort().flatMap((path) => byPath.get(path) ?? []),
    ),
  ]);
  return { file, digest: hash.digest("hex") };
}

async function packEntries(pack: tar.Pack, entries: readonly LayerEntry[]): Promise<void> {
  for (const entry of entries) {
    await packEntry(pack, entry);
  }
  pack.finalize();
}

async function packEntry(pack: tar.Pack, entry: LayerEntry): Promise<void> {
  const header = { name: entry.path.slice(1), uid: entry.uid ?? 0, gid: entry.gid ?? 0, mtime: new Date(0) };
  switch (entry.type) {
    case "directory":
      pack.entry({ ...header, type: "directory", mode: entry.mode ?? 0o755 });
      return;
    case "text":
      pack.entry({ ...header, mode: 0o644 }, entry.content);
      return;
    case "symlink":
      pack.entry({ ...header, type: "symlink", linkname: entry.target });
      return;
    case "file": {
      const { size } = await lstat(entry.source);
      const pax = entry.capability && { "SCHILY.xattr.security.capability": capabilityAttribute(entry.capability) };
      await pipeline(
        createReadStream(entry.source),
        pack.entry({ ...header, mode: entry.mode, size, ...(pax && { pax }) }),
      );
    }
  }
}

/** The extended attribute: revision 2 with the effective bit, then the permitted set; see capabilities(7). */
function capabilityAttribute(capability: FileCapability): string {
  const bits: Record<FileCapability, number> = { CAP_NET_BIND_SERVICE: 10 };
  const attribute = Buffer.alloc(20);
  attribute.writeUInt32LE(0x02000001, 0);
  attribute.writeUInt32LE(1 << bits[capability], 4);
  return attribute.toString("latin1"); // every byte is below 0x80, so UTF-8 in the tar does not change it
}

/** Entries of a folder of this machine, at `path` in the container. */
export async function folderEntries(
  folder: string,
  path: string,
  owner: { readonly uid: number; readonly gid: number } = { uid: 0, gid: 0 },
): Promise<readonly LayerEntry[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const sources = found.map((entry) => join(entry.parentPath, entry.name));
  const entries = await Promise.all(sources.map((source) => entryOf(source, join(path, source.slice(folder.length)))));
  const root: LayerEntry = { type: "directory", path };
  return [root, ...entries].map((entry) => ({ ...entry, ...owner }));
}

/** Entry of one file, link or folder (without its content) of this machine, at `path` in the container. */
export async function entryOf(source: string, path: string): Promise<LayerEntry> {
  const stat = await lstat(source);
  if (stat.isSymbolicLink()) {
    return { type: "symlink", path, target: await readlink(source) };
  }
  if (stat.isDirectory()) {
    return { type: "directory", path, mode: stat.mode & 0o7777 };
  }
  return { type: "file", path, source, mode: stat.mode & 0o7777 };
}
