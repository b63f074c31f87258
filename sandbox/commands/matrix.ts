import { execa } from "execa";
import { runningCluster } from "./running-cluster.js";
import { projectFolder } from "./up-context.js";

/** As they were typed; the program that asks checks them. */
export interface MatrixFlags {
  readonly edge: string;
  readonly requests: string;
  readonly seed?: string;
  readonly limitSeconds: string;
}

/**
 * Asks the edge thousands of questions, in a program of its own: it is one of the tests, which the harness knows nothing of.
 * @returns the exit code: 0 when every answer is right
 */
export async function matrix({ edge, requests, seed, limitSeconds }: MatrixFlags): Promise<number> {
  await runningCluster();
  const flags = { edge, requests, "limit-seconds": limitSeconds, ...(seed === undefined ? {} : { seed }) };
  const words = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
  // The program gets the interrupt as well, and the time to bring the sandbox's own edge back.
  process.on("SIGINT", () => undefined);
  const { exitCode } = await execa(
    process.execPath,
    ["--import", "tsx", "sandbox/e2e/matrix/run-matrix.ts", ...words],
    {
      cwd: projectFolder,
      stdio: "inherit",
      reject: false,
    },
  );
  return exitCode ?? 1;
}
