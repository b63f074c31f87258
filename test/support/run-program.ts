import * as pulumi from "@pulumi/pulumi";
import program from "../../index";
import { type Settings, stackFileConfig } from "../../testing/stacks/bad-stacks";
import { rawStack } from "../config/raw-stack";
import { runStack, type StackRun } from "./mocks";

/** Runs the program for a stack's settings, as the engine would. */
export async function runProgram(
  settings: Settings,
): Promise<StackRun & { readonly outputs: Record<string, unknown> }> {
  const { values, isSecret } = rawStack(stackFileConfig(settings));
  let outputs: Record<string, unknown> = {};
  const stack = await runStack(() => {
    pulumi.runtime.setAllConfig({ ...values }, Object.keys(values).filter(isSecret));
    outputs = program();
  });
  return { ...stack, outputs };
}
