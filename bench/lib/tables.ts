import {
  type Comparison,
  type Measurement,
  type Result,
  type Target,
  type TargetState,
  targetState,
  verdictOf,
} from "./result.js";
import { type Estimate, estimate } from "./statistics.js";

/** What a reader of the page sees of a result: how it was measured, the medians, and the comparisons with their targets. */
export function tablesOf(result: Result, file: string): string {
  return [provenance(result, file), measurementTable(result.measurements), ...comparisonTable(result)].join("\n\n");
}

function provenance(result: Result, file: string): string {
  const { command, commit, date, machine, load, durationSeconds, settings } = result;
  const lines = [
    `\`${command}\` at ${commit}, ${date.slice(0, 16).replace("T", " ")} UTC, ${durationSeconds} s`,
    `${machine.cores} cores (${machine.processor}), ${machine.memoryGiB} GiB, Linux ${machine.kernel}, Node ${machine.node}; load average ${load.before} before and ${load.after} after the run`,
    ...Object.entries(settings).map(([name, value]) => `${name}: ${value}`),
    `samples: [${file.split("/").pop()}](${file})`,
  ];
  return lines.map((line) => `- ${line}`).join("\n");
}

function measurementTable(measurements: readonly Measurement[]): string {
  const hasTargets = measurements.some(({ target }) => target !== undefined);
  const rows = measurements.map(({ variant, metric, unit, x, samples, target }) => {
    const value = estimate(samples);
    return [
      metric,
      x === undefined ? variant : `${variant}, ${x}`,
      ...estimateCells(value, unit),
      String(samples.length),
      ...(hasTargets ? targetCells(target, targetState(target, value), unit) : []),
    ];
  });
  const head = ["Metric", "Variant", "Median", "Confidence interval", "Rounds"];
  return table(hasTargets ? [...head, "Target", "Result"] : head, rows);
}

function comparisonTable(result: Result): string[] {
  if (result.comparisons.length === 0) {
    return [];
  }
  const rows = result.comparisons.map((comparison) => {
    const verdict = verdictOf(result, comparison);
    const unit = comparison.kind === "ratio" ? "" : unitOf(result, comparison);
    return [comparison.name, ...estimateCells(verdict, unit), ...targetCells(comparison.target, verdict.state, unit)];
  });
  return [table(["Within each round", "Median", "Confidence interval", "Target", "Result"], rows)];
}

function unitOf({ measurements }: Result, { subject }: Comparison): string {
  return measurements.find(({ metric }) => metric === subject.metric)?.unit ?? "";
}

function estimateCells({ median, low, high, confidence }: Estimate, unit: string): string[] {
  // A single round has no interval.
  const interval = confidence === 0 ? "" : `${number(low)} to ${number(high)} (${Math.round(confidence * 100)} %)`;
  return [`${number(median)} ${unit}`.trim(), interval];
}

function targetCells(target: Target | undefined, state: TargetState | undefined, unit: string): string[] {
  if (target === undefined) {
    return ["", ""];
  }
  const bound = "atMost" in target ? `at most ${target.atMost}` : `at least ${target.atLeast}`;
  return [`${bound} ${unit}`.trim(), state === "met" ? "met" : `**${state}**`];
}

/** Three significant digits, which is more than a shared machine repeats. */
function number(value: number): string {
  return Math.abs(value) >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
