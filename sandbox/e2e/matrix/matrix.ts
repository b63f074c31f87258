import assert from "node:assert/strict";
import { it } from "node:test";
import { projectFolder } from "../../commands/up-context.js";
import { withEcho } from "../../matrix/echo-rules.js";
import type { MatrixSize } from "../../matrix/generate.js";
import type { MatrixEdge } from "../../matrix/oracle.js";
import { isClean, type MatrixResult, reportOf } from "../../matrix/report.js";
import { type MatrixRun, runMatrix } from "../../matrix/run.js";
import { readStack } from "../../matrix/stack.js";
import type { StackConfig } from "../../pulumi/index.js";
import { expireMatrixSilences } from "../scenarios/silences.js";
import { theWorld } from "../stacks/world.js";
import { matrixCredentials } from "./credentials.js";

/** What stands while the questions are asked. */
interface Deployed {
  readonly edge: MatrixEdge;
  /**
   * What was laid over the sandbox's stack.
   * @default - nothing
   */
  readonly config?: StackConfig | undefined;
  /**
   * Hosts that applications have of their own by that, by their name.
   * @default - none
   */
  readonly ownHosts?: Readonly<Record<string, string>> | undefined;
  /**
   * Whether the application that echoes is up, with `echoArgs`.
   * @default false
   */
  readonly echo?: boolean;
}

type MatrixLimits = MatrixSize & Pick<MatrixRun, "limitSeconds" | "progress" | "signal">;

/** Asks the edge that is deployed. What got through, as it had to, is undone. */
export async function askTheEdge(deployed: Deployed, limits: MatrixLimits): Promise<MatrixResult> {
  const { edge, config, ownHosts, echo = false } = deployed;
  const world = await theWorld(ownHosts);
  const own = await readStack(projectFolder, config);
  const stack = echo ? withEcho(own, edge) : own;
  const credentials = await matrixCredentials(world, stack);
  try {
    return await runMatrix({ ...limits, edge, stack, caFile: world.access.caFile, credentials });
  } finally {
    await expireMatrixSilences(world);
  }
}

/** A part of the matrix that is the same each time; `npm run sandbox -- matrix` asks more, and other things each time. */
export function itAnswersAsDecided(deployed: Deployed): void {
  it("answer every rule, method, spelling and identity as the access rules decide", async () => {
    const result = await askTheEdge(deployed, { seed: 1, requests: 600, limitSeconds: 120 });
    assert.ok(isClean(result), reportOf(result));
  });
}
