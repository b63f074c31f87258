import { projectFolder } from "../../commands/up-context.js";
import { type EdgeAddress, HttpSession } from "../../http/http-session.js";
import { withEcho } from "../../matrix/echo-rules.js";
import { edgeModels, type MatrixEdge } from "../../matrix/edges/index.js";
import type { MatrixSize } from "../../matrix/generate.js";
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
   * Where the edge serves the host.
   * @default - the sandbox's own edge
   */
  readonly address?: EdgeAddress | undefined;
  /**
   * Hosts that applications have of their own with that configuration, by application.
   * @default - none
   */
  readonly ownHosts?: Readonly<Record<string, string>> | undefined;
  /**
   * Whether the echo application is deployed beside the stack, with `echoArgs`. In the mode `reverse-proxy` it is one of the
   * stack's own.
   * @default false
   */
  readonly echo?: boolean;
}

type MatrixLimits = MatrixSize & Pick<MatrixRun, "limitSeconds" | "progress" | "signal">;

/** Sends the matrix to the deployed edge, and expires the silences that allowed requests have created. */
export async function askEdge(deployed: DeployedEdge, limits: MatrixLimits): Promise<MatrixResult> {
  const { edge, config, address, ownHosts, echo = false } = deployed;
  const openSession = (caFile: string): HttpSession => new HttpSession(caFile, { edge: address });
  const sandbox = await connectToSandbox({ ownHosts, openSession });
  const own = await readStack(projectFolder, config);
  const stack = echo ? withEcho(own, edge) : own;
  const credentials = await matrixCredentials(sandbox, stack, edgeModels[edge]);
  try {
    return await runMatrix({ ...limits, edge, address, stack, caFile: sandbox.access.caFile, credentials });
  } finally {
    await expireMatrixSilences(sandbox);
  }
}
