import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { compareByRound, type ComparisonKind, type Estimate, estimate } from "./statistics.js";

/** What was measured for one variant, with one sample per round. */
export interface Measurement {
  readonly variant: string;
  /** What the samples are: "latency p50 at 1 connection". */
  readonly metric: string;
  /** Unit of the samples: "ms", "requests/s", "MiB". */
  readonly unit: string;
  /**
   * Size at which it was measured, on the axis that `Findings.xAxis` names.
   * @default - the benchmark has only one size
   */
  readonly x?: number;
  readonly samples: readonly number[];
  /** @default - none */
  readonly target?: Target;
}

/** Two measurements, compared within each round. */
export interface Comparison {
  /** What the comparison says: "latency that the sign-in adds". */
  readonly name: string;
  readonly kind: ComparisonKind;
  readonly subject: MeasurementName;
  readonly baseline: MeasurementName;
  /** @default - none: the comparison informs only */
  readonly target?: Target;
}

export interface MeasurementName {
  readonly variant: string;
  readonly metric: string;
  /** @default - the benchmark has only one size */
  readonly x?: number;
}

/** Must hold for the whole confidence interval. */
export type Target = { readonly atMost: number } | { readonly atLeast: number };

/** What a benchmark returns. */
export interface Findings {
  /** What the numbers depend on: durations, sizes, the request. Rendered above the table. */
  readonly settings: Readonly<Record<string, string | number>>;
  readonly measurements: readonly Measurement[];
  readonly comparisons: readonly Comparison[];
  /**
   * What grows from measurement to measurement: "applications". The plot then has lines over it.
   * @default - nothing: the plot has bars
   */
  readonly xAxis?: string;
}

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly kernel: string;
  readonly node: string;
}

/** A file in `bench/results`. */
export interface Result extends Findings {
  readonly benchmark: string;
  /** Repeats the run. */
  readonly command: string;
  readonly machine: Machine;
  /** Of the working tree; ends with "-dirty" if it had changes. */
  readonly commit: string;
  /** End of the run, ISO 8601. */
  readonly date: string;
  readonly durationSeconds: number;
  /** Load averages of the last minute: what else the machine did. */
  readonly load: { readonly before: number; readonly after: number };
}

export const projectFolder = join(import.meta.dirname, "../..");

/** Relative to the project. Each run replaces the last one; the history is that of the repository. */
export function resultFile(benchmark: string): string {
  return `bench/results/${benchmark}.json`;
}

export async function writeResult(result: Result): Promise<void> {
  const file = join(projectFolder, resultFile(result.benchmark));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
}

export async function readResult(benchmark: string): Promise<Result> {
  return JSON.parse(await readFile(join(projectFolder, resultFile(benchmark)), "utf8")) as Result;
}

/** @throws if there is no such measurement */
function samplesOf({ measurements }: Findings, wanted: MeasurementName): Measurement {
  const found = measurements.find(
    ({ variant, metric, x }) => variant === wanted.variant && metric === wanted.metric && x === wanted.x,
  );
  if (found === undefined) {
    const size = wanted.x === undefined ? "" : ` at ${wanted.x}`;
    throw new Error(`there is no measurement "${wanted.metric}" of "${wanted.variant}"${size}`);
  }
  return found;
}

/** `unclear`: the confidence interval contains values on both sides of the target. */
export type TargetState = "met" | "missed" | "unclear";

export interface Verdict extends Estimate {
  /** Undefined without a target. */
  readonly state: TargetState | undefined;
}

export function verdictOf(findings: Findings, { kind, subject, baseline, target }: Comparison): Verdict {
  const samples = [subject, baseline].map((name) => samplesOf(findings, name).samples);
  const result = estimate(compareByRound(kind, samples[0] ?? [], samples[1] ?? []));
  return { ...result, state: targetState(target, result) };
}

/** Whether a target holds; undefined without one. */
export function targetState(target: Target | undefined, { low, high }: Estimate): TargetState | undefined {
  if (target === undefined) {
    return undefined;
  }
  const states = [low, high].map((value) => ("atMost" in target ? value <= target.atMost : value >= target.atLeast));
  if (states[0] !== states[1]) {
    return "unclear";
  }
  return states[0] ? "met" : "missed";
}
