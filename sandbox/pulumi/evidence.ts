/** Lines that say nothing about the update. */
export function isNoise(line: string): boolean {
  return (
    line.trim() === "" ||
    // A heartbeat for those who watch a log.
    /^@ .*\.\.\.\.$/.test(line) ||
    // The kubernetes provider is the newest that can be built from Go modules, an older one than the SDK expects.
    line.includes("is expected to have version >=")
  );
}

const evidenceLines = 40;

/** The engine repeats every error under a heading, and may say something else after that. */
const diagnosticsHeading = /^Diagnostics:$/m;
const laterHeading = /^(?:Outputs|Resources|Duration):/m;

/** What an engine's output says of its failure: the last lines of its diagnostics, or of everything where it has none. */
export function evidenceOf(output: string): string {
  const from = output.search(diagnosticsHeading);
  const [diagnostics = ""] = output.slice(Math.max(0, from)).split(laterHeading);
  return (from < 0 ? output : diagnostics)
    .split("\n")
    .filter((line) => !isNoise(line))
    .slice(-evidenceLines)
    .join("\n");
}
