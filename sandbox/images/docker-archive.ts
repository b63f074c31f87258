import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import tar from "tar-stream";
import { imageArchitecture, imageConfig, type ImageSettings } from "./image-config.js";
import { type Layer, type LayerEntry, writeLayer } from "./layer.js";

/** File name of the archive in its folder. */
export const archiveFile = "image.tar";

export interface ImageContent {
  /** Full reference, `registry/repository:tag`. */
  readonly image: string;
  readonly settings: ImageSettings;
  readonly layers: readonly (readonly LayerEntry[])[];
}

/**
 * Writes an image in the format of `docker save`. containerd also imports OCI layouts, but only this format contains name and
 * tag, and needs no compressed layers.
 */
export async function writeDockerArchive(folder: string, { image, settings, layers }: ImageContent): Promise<void> {
  const written: Layer[] = [];
  for (const [index, entries] of layers.entries()) {
    written.push(await writeLayer(join(folder, `layer-${index}.tar`), entries));
  }
  const digests = written.map(({ digest }) => digest);
  const config = JSON.stringify(imageConfig(settings, digests, imageArchitecture()));
  const configFile = `${createHash("sha256").update(config).digest("hex")}.json`;
  const layerFiles = digests.map((digest) => `${digest}/layer.tar`);
  const pack = tar.pack();
  const archive = pipeline(pack, createWriteStream(join(folder, archiveFile)));
  pack.entry(
    { name: "manifest.json" },
    JSON.stringify([{ Config: configFile, RepoTags: [image], Layers: layerFiles }]),
  );
  pack.entry({ name: configFile }, config);
  await Promise.all([archive, packLayers(pack, written)]);
  await Promise.all(written.map(({ file }) => rm(file)));
}

async function packLayers(pack: tar.Pack, layers: readonly Layer[]): Promise<void> {
  for (const { file, digest } of layers) {
    const { size } = await stat(file);
    await pipeline(createReadStream(file), pack.entry({ name: `${digest}/layer.tar`, size }));
  }
  pack.finalize();
}
