import { Command, InvalidArgumentError } from "commander";
import { benchmarks } from "./benchmarks.js";
import { writePage } from "./lib/page.js";
import { resultFile, writeResult } from "./lib/result.js";
import { type Benchmark, defaultRounds, runBenchmark } from "./lib/run.js";

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) {
    throw new InvalidArgumentError("expected a whole number from 1 to 9999");
  }
  return Number(text);
}

async function run(benchmark: Benchmark, rounds: number): Promise<void> {
  const interrupt = new AbortController();
  process.once("SIGINT", () => interrupt.abort(new Error("interrupted")));
  const progress = (line: string): void => console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);
  const result = await runBenchmark(benchmark, { rounds, progress, signal: interrupt.signal });
  await writeResult(result);
  console.log(`\nwritten: ${[resultFile(benchmark.name), ...(await writePage())].join(", ")}`);
}

const program = new Command("npm run bench --")
  .description(
    "Measures the product. Each benchmark writes bench/results/NAME.json and its part of docs/performance.md.",
  )
  .showHelpAfterError();

for (const benchmark of benchmarks) {
  program
    .command(benchmark.name)
    .description(benchmark.description)
    .option("--rounds <count>", "how often each variant is measured", wholeNumber, benchmark.rounds ?? defaultRounds)
    .action(({ rounds }: { rounds: number }) => run(benchmark, rounds));
}

program
  .command("report")
  .description("write docs/performance.md and its plots again from the results, without measuring")
  .action(async () => console.log(`written: ${(await writePage()).join(", ")}`));

await program.parseAsync().catch((error: unknown) => {
  // Errors of the sandbox state the next step; a stack trace helps only while developing a benchmark.
  const message = error instanceof Error ? error.message : String(error);
  console.error(`\n${process.env["MONITORING_SSO_DEBUG"] && error instanceof Error ? error.stack : message}`);
  process.exitCode = 1;
});
