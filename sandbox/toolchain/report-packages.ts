import { formatPackageProgress, type PackageCount } from "./package-count.js";

/** On a terminal a line replaces the one before it; a log file keeps them all. */
const secondsBetweenLines = process.stdout.isTTY ? 1 : 30;

/**
 * Reports the progress of builds until the returned function is called.
 * @param report receives a line
 */
export function reportPackages(packages: PackageCount, report: (line: string) => void): () => void {
  const startedAt = Date.now();
  const timer = setInterval(() => {
    // All programs may exist already.
    if (packages.total > 0) {
      report(formatPackageProgress(packages, (Date.now() - startedAt) / 1000));
    }
  }, secondsBetweenLines * 1000);
  return () => clearInterval(timer);
}
