import { formatDuration } from "../progress/duration.js";

/** Key of a package by its import path. Tools with the same key share the compiled package. */
export type PackageKeys = ReadonlyMap<string, string>;

/** `-f` of `go list -deps`: one line per package, for `parsePackages`. */
export const packageFormat =
  "{{.ImportPath}} {{with .Module}}{{.Path}}@{{.Version}}{{with .Replace}} => {{.Path}}@{{.Version}}{{end}}{{end}}";

export function parsePackages(listed: string): PackageKeys {
  const lines = listed.split("\n").filter((line) => line !== "");
  return new Map(lines.map((line) => [line.split(" ")[0] ?? line, line]));
}

/** Packages of the builds of one run. A package of several tools is compiled, and counted, once. */
export interface PackageCount {
  /** Adds the packages of a tool. */
  add(packages: PackageKeys): void;
  /**
   * Notes that a build started a package.
   * @param line a line of `go build -v`
   * @returns false if the line names no package
   */
  start(packages: PackageKeys, line: string): boolean;
  /** Notes that a build has ended, with all its packages: those that Go found in its cache were never started. */
  end(packages: PackageKeys): void;
  /** Number of a tool's packages that no build has started. */
  notStarted(packages: PackageKeys): number;
  readonly started: number;
  readonly total: number;
}

export function createPackageCount(): PackageCount {
  const all = new Set<string>();
  const started = new Set<string>();
  const keysOf = (packages: PackageKeys): readonly string[] => [...packages.values()];
  return {
    add: (packages) => keysOf(packages).forEach((key) => all.add(key)),
    start: (packages, line) => {
      const key = packages.get(line);
      if (key !== undefined) {
        started.add(key);
      }
      return key !== undefined;
    },
    end: (packages) => keysOf(packages).forEach((key) => started.add(key)),
    notStarted: (packages) => keysOf(packages).filter((key) => !started.has(key)).length,
    get started() {
      return started.size;
    },
    get total() {
      return all.size;
    },
  };
}

/** An estimate from fewer packages than this share would be about Go's small standard library only. */
const shareForEstimate = 0.05;

/** `1234 of 5067 packages, 3 min 20 s, about 10 min 22 s left`: the rest at the speed of this machine so far. */
export function formatPackageProgress(
  { started, total }: Pick<PackageCount, "started" | "total">,
  elapsedSeconds: number,
): string {
  const state = `${started} of ${total} packages, ${formatDuration(elapsedSeconds)}`;
  if (started < shareForEstimate * total || started >= total) {
    return state;
  }
  return `${state}, about ${formatDuration((elapsedSeconds * (total - started)) / started)} left`;
}
