import { execa } from "execa";
import { runningCluster } from "./running-cluster.js";
import { projectFolder } from "./up-context.js";

/** As typed; the program that sends the requests checks them. */
export interface MatrixFlags {
  readonly edge: string;
  readonly requests: string;
  readonly seed?: string;
  readonly limitSeconds: string;
}

/**
 * Sends thousands of requests to the edge, in a program of its own: it belongs to the tests, which the harness must not
 * import.
 * @returns the exit code: 0 if every answer is right
 */
export async function matrix({ edge, requests, seed, limitSeconds }: MatrixFlags): Promise<number> {
  await runningCluster();
  const flags = { edge, requests, "limit-seconds": limitSeconds, ...(seed === undefined ? {} : { seed }) };
  const words = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
  // The program receives the interrupt as well, and the time to restore the sandbox's own edge.
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
