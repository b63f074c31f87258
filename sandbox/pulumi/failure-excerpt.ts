/** Whether a line contains no information about the update. */
export function isNoise(line: string): boolean {
  return (
    line.trim() === "" ||
    // A heartbeat for log files.
    /^@ .*\.\.\.\.$/.test(line) ||
    // The kubernetes provider is the newest that can be built from Go modules, and older than the SDK expects.
    line.includes("is expected to have version >=")
  );
}

const excerptLines = 40;

/** The engine repeats every error under this heading, and may print more after it. */
const diagnosticsHeading = /^Diagnostics:$/m;
const laterHeading = /^(?:Outputs|Resources|Duration):/m;

/** The lines of the engine's output that explain a failure: the end of its diagnostics, or of the output if there are none. */
export function failureExcerpt(output: string): string {
  const from = output.search(diagnosticsHeading);
  const [diagnostics = ""] = output.slice(Math.max(0, from)).split(laterHeading);
  return (from < 0 ? output : diagnostics)
    .split("\n")
    .filter((line) => !isNoise(line))
    .slice(-excerptLines)
    .join("\n");
}
