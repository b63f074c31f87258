import type { Problem } from "../validation/problem";
import { type ChartName, charts } from "../../versions";

/** Where charts come from, as the user gives it: at most one of the two. */
export interface ChartSourceArgs {
  /**
   * Repository that mirrors the upstream charts under the same names and versions: `https://charts.example.com`, or an
   * OCI registry such as `oci://registry.example.com/charts`.
   */
  mirror?: string;
  /**
   * Folder that holds one folder a chart, relative to the program: for clusters without a way out. A relative path, or
   * every machine shows a difference in its preview.
   */
  folder?: string;
}

export type ChartSource =
  | { readonly type: "upstream" }
  | { readonly type: "mirror"; readonly repository: string }
  | { readonly type: "folder"; readonly folder: string };

/** The arguments of a Helm release that say which chart it installs. */
export interface ChartReference {
  readonly chart: string;
  readonly version: string;
  readonly repositoryOpts?: { readonly repo: string };
}

export function checkChartSource(args: ChartSourceArgs, path: string): Problem[] {
  return args.mirror !== undefined && args.folder !== undefined
    ? [{ path, value: args, expected: "at most one of mirror and folder", fix: "remove one of the two" }]
    : [];
}

/** @default - each chart's upstream repository, see `versions.ts` */
export function resolveChartSource(args: ChartSourceArgs = {}): ChartSource {
  if (args.folder !== undefined) {
    return { type: "folder", folder: args.folder };
  }
  return args.mirror !== undefined ? { type: "mirror", repository: args.mirror } : { type: "upstream" };
}

/** The pinned chart from the chosen source. */
export function chartRelease(source: ChartSource, name: ChartName): ChartReference {
  const { version, repository } = charts[name];
  switch (source.type) {
    case "upstream":
      return { chart: name, version, repositoryOpts: { repo: repository } };
    case "mirror":
      // For OCI the chart argument is the full reference; the provider ignores repositoryOpts there.
      return source.repository.startsWith("oci://")
        ? { chart: `${source.repository}/${name}`, version }
        : { chart: name, version, repositoryOpts: { repo: source.repository } };
    case "folder":
      return { chart: `${source.folder}/${name}`, version };
  }
}
