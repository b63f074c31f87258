import { join } from "node:path";
import { clusterPaths } from "../cluster/cluster-paths.js";
import type { ImagesContext } from "../images/index.js";
import type { PlatformOutputs, SandboxContext } from "../pulumi/index.js";
import type { ToolchainContext, ToolPaths } from "../toolchain/index.js";
import type { Interrupts } from "./interrupts.js";

/** The clone of this project. */
export const projectFolder = join(import.meta.dirname, "../..");

/** What the steps of `up` leave for those after them. */
export interface UpContext extends ToolchainContext, ImagesContext {
  readonly interrupts: Interrupts;
  /** Why a step failed, in full; the progress display has one line. */
  failure?: Error;
  crdsFolder?: string;
  platform?: PlatformOutputs;
}

/** A later step needs what an earlier one left: without it the order of the steps is wrong. */
export function left<T>(value: T | undefined, step: string): T {
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
