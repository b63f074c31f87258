/** A docker-archive tar that `ctr images import` takes, and the names it carries. */
export interface ImageArchive {
  /** File in the cache folder. Its folder name is a content key: a changed image has a changed path. */
  readonly path: string;
  /** Full references, `registry/repository:tag`, exactly as pod specs name them. */
  readonly images: readonly string[];
}
