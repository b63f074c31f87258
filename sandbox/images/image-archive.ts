/** An archive for `ctr images import`, and the names of its images. */
export interface ImageArchive {
  /** File in the cache folder. The name of its folder is a content key: a changed image has another path. */
  readonly path: string;
  /** Full references, `registry/repository:tag`, exactly as pod specs name them. */
  readonly images: readonly string[];
}
