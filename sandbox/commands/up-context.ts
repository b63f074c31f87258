import { join } from "node:path";
import { clusterPaths } from "../cluster/cluster-paths.js";
import type { ImagesContext } from "../images/index.js";
import type { PlatformOutputs, SandboxContext } from "../pulumi/index.js";
import type { ToolchainContext, ToolPaths } from "../toolchain/index.js";
import type { Interrupts } from "./interrupts.js";

/** The clone of this project. */
export const projectFolder = join(import.meta.dirname, "../..");

/** Results of the steps of `up`, for the steps after them. */
export interface UpContext extends ToolchainContext, ImagesContext {
  readonly interrupts: Interrupts;
  /** The complete error of a failed step; the progress display has only one line. */
  failure?: Error;
  crdsFolder?: string;
  /** Whether the last deployment stands as it was left. */
  isDeployed?: boolean;
  platform?: PlatformOutputs;
}

/** The result of an earlier step; if it is missing, the order of the steps is wrong. */
export function resultOf<T>(value: T | undefined, step: string): T {
  if (value === undefined) {
    throw new Error(`the step "${step}" has not run`);
  }
  return value;
}

export function sandboxContext(tools: ToolPaths, crdsFolder: string): SandboxContext {
  const paths = clusterPaths();
  return {
    projectFolder,
    clusterFolder: paths.folder,
    kubeconfig: paths.kubeconfig,
    tools: {
      pulumi: tools.pulumi,
      providers: {
        kubernetes: tools.pulumiKubernetes,
        keycloak: tools.pulumiKeycloak,
        random: tools.pulumiRandom,
        tls: tools.pulumiTls,
      },
    },
    crdsFolder,
  };
}
