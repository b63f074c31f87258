import { glob } from "node:fs/promises";
import { execa } from "execa";
import { sampleMemory } from "../host/memory.js";
import { stopwatch } from "../progress/duration.js";
import { down } from "./down.js";
import { up } from "./up.js";
import { projectFolder } from "./up-context.js";

export interface TestOptions {
  /** Remove a running cluster first, so that the run also tests `up` from nothing. */
  readonly fromNothing?: boolean;
}

async function testFiles(wanted: readonly string[]): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const file of glob("sandbox/e2e/**/*.test.ts", { cwd: projectFolder })) {
    all.push(file);
  }
  const chosen = all.sort().filter((file) => wanted.length === 0 || wanted.some((name) => file.includes(name)));
  if (chosen.length === 0) {
    throw new Error(`no test file matches ${wanted.join(" ")}\n  available: ${all.join(" ")}`);
  }
  return chosen;
}

/**
 * Brings the sandbox up and runs the end-to-end tests in it, one file after the other: they share the cluster, and some
 * break parts of it on purpose.
 * @returns the exit code
 */
export async function test(wanted: readonly string[], options: TestOptions): Promise<number> {
  const files = await testFiles(wanted);
  const memory = await sampleMemory();
  const elapsed = stopwatch();
  if (options.fromNothing) {
    await down();
  }
  await up({ forTests: true });
  const elapsedInTests = stopwatch();
  const { exitCode } = await execa(
    process.execPath,
    ["--import", "tsx", "--test", "--test-concurrency=1", "--test-reporter=spec", ...files],
    { cwd: projectFolder, stdio: "inherit", reject: false },
  );
  console.log(`\nend-to-end tests ${exitCode === 0 ? "passed" : "FAILED"} after ${elapsedInTests()}`);
  console.log(`including bringing the sandbox up: ${elapsed()}`);
  console.log(`peak memory use above the use at the start: ${await memory.stop()} MiB`);
  if (exitCode !== 0) {
    console.log(`the cluster is still running\nnext: npm run sandbox -- status, npm run sandbox -- logs <pod>`);
  }
  return exitCode ?? 1;
}
