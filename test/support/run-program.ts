import * as pulumi from "@pulumi/pulumi";
import { stackFileConfig, type Settings } from "../config/bad-stacks";
import { rawStack } from "../config/raw-stack";
import { runStack, type StackRun } from "./mocks";

/** Runs `index.ts` for a stack's settings, as the engine would. */
export async function runProgram(
  settings: Settings,
): Promise<StackRun & { readonly outputs: Record<string, unknown> }> {
  const config = stackFileConfig(settings);
  const { values, isSecret } = rawStack(config);
  let outputs: Record<string, unknown> = {};
  const stack = await runStack(() => {
    pulumi.runtime.setAllConfig({ ...values }, Object.keys(values).filter(isSecret));
    jest.isolateModules(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- a program runs by being loaded, now
      outputs = require("../../index") as Record<string, unknown>;
    });
  });
  return { ...stack, outputs };
}
