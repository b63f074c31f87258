import { type ChartName, charts } from "../../versions";
import { checkText } from "../validation/check";
import { atMostOne } from "../validation/choice";
import type { Problem } from "../validation/problem";
import { absolutePathFix, chartFolder, chartMirror } from "./defaults";

/** Source of the Helm charts: at most one of the two. */
export interface ChartSourceArgs {
  /**
   * Repository that mirrors the upstream charts under the same names and versions: `https://charts.example.com`, or an
   * OCI registry such as `oci://registry.example.com/charts`.
   */
  mirror?: string;
  /**
   * Folder with one subfolder per chart, relative to the program, for air-gapped clusters. An absolute path would show a
   * difference in the preview of every other machine.
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
  return [
    ...atMostOne(args, ["mirror", "folder"], path),
    ...checkText(args.mirror, chartMirror, `${path}.mirror`),
    ...checkText(args.folder, chartFolder, `${path}.folder`, absolutePathFix),
  ];
}

/** @default - each chart's upstream repository, see `versions.ts` */
export function resolveChartSource({ mirror, folder }: ChartSourceArgs = {}): ChartSource {
  if (folder !== undefined) {
    return { type: "folder", folder };
  }
  return mirror === undefined ? { type: "upstream" } : { type: "mirror", repository: mirror };
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
