import { cpus, loadavg, release, totalmem } from "node:os";
import { execa } from "execa";
import { type Findings, type Machine, projectFolder, type Result } from "./result.js";

/** What a benchmark receives. */
export interface BenchmarkOptions {
  /** How often each variant is measured. */
  readonly rounds: number;
  /** Prints what is being measured. */
  readonly progress: (line: string) => void;
  /** Aborted by Ctrl+C: the benchmark removes what it has created, and ends. */
  readonly signal: AbortSignal;
}

export interface Benchmark {
  /** Of the command, of the result and of the section in `docs/performance.md`. */
  readonly name: string;
  /** One line for the help. */
  readonly description: string;
  /**
   * Rounds, unless the command says otherwise.
   * @default - six: the fewest from which a confidence interval of 95 % can be had
   */
  readonly rounds?: number;
  /** Imports the benchmark only when it runs. */
  readonly load: () => Promise<(options: BenchmarkOptions) => Promise<Findings>>;
}

export const defaultRounds = 6;

/** Runs a benchmark and adds what its numbers depend on. */
export async function runBenchmark({ name, load }: Benchmark, options: BenchmarkOptions): Promise<Result> {
  const measure = await load();
  const commit = await currentCommit();
  const before = lastMinuteLoad();
  const started = performance.now();
  const findings = await measure(options);
  return {
    benchmark: name,
    command: `npm run bench -- ${name} --rounds ${options.rounds}`,
    machine: machine(),
    commit,
    date: new Date().toISOString(),
    durationSeconds: Math.round((performance.now() - started) / 1000),
    load: { before, after: lastMinuteLoad() },
    ...findings,
  };
}

function lastMinuteLoad(): number {
  return Math.round((loadavg()[0] ?? 0) * 100) / 100;
}

function machine(): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    kernel: release(),
    node: process.version,
  };
}

/** Changes of results and of the page made from them do not count: every run makes some. */
async function currentCommit(): Promise<string> {
  const git = async (...args: string[]): Promise<string> => (await execa("git", args, { cwd: projectFolder })).stdout;
  const commit = await git("rev-parse", "--short=12", "HEAD");
  const changes = await git(
    "status",
    "--porcelain",
    "--",
    ".",
    ":!bench/results",
    ":!docs/performance.md",
    ":!docs/images",
  );
  return changes === "" ? commit : `${commit}-dirty`;
}
