import { projectFolder } from "../../commands/up-context.js";
import { withEcho } from "../../matrix/echo-rules.js";
import type { MatrixSize } from "../../matrix/generate.js";
import type { MatrixEdge } from "../../matrix/oracle.js";
import type { MatrixResult } from "../../matrix/report.js";
import { type MatrixRun, runMatrix } from "../../matrix/run.js";
import { readStack } from "../../matrix/stack.js";
import type { StackConfig } from "../../pulumi/index.js";
import { connectToSandbox } from "../stacks/running-sandbox.js";
import { expireMatrixSilences } from "../users/silences.js";
import { matrixCredentials } from "./credentials.js";

/** The edge that is deployed while the matrix is asked. */
export interface DeployedEdge {
  readonly edge: MatrixEdge;
  /**
   * Laid over the configuration of the sandbox's stack.
   * @default - nothing
   */
  readonly config?: StackConfig | undefined;
  /**
   * Hosts that applications have of their own with that configuration, by application.
   * @default - none
   */
  readonly ownHosts?: Readonly<Record<string, string>> | undefined;
  /**
   * Whether the echo application is deployed, with `echoArgs`.
   * @default false
   */
  readonly echo?: boolean;
}

type MatrixLimits = MatrixSize & Pick<MatrixRun, "limitSeconds" | "progress" | "signal">;

/** Sends the matrix to the deployed edge, and expires the silences that allowed requests have created. */
export async function askEdge(deployed: DeployedEdge, limits: MatrixLimits): Promise<MatrixResult> {
  const { edge, config, ownHosts, echo = false } = deployed;
  const sandbox = await connectToSandbox({ ownHosts });
  const own = await readStack(projectFolder, config);
  const stack = echo ? withEcho(own, edge) : own;
  const credentials = await matrixCredentials(sandbox, stack);
  try {
    return await runMatrix({ ...limits, edge, stack, caFile: sandbox.access.caFile, credentials });
  } finally {
    await expireMatrixSilences(sandbox);
  }
}
