import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { productWorkspace } from "../../pulumi/deploy.js";
import { runEngine } from "../../pulumi/engine.js";
import { productContext } from "./product.js";

interface StateResource {
  readonly type: string;
}

/** A stack of the product's program beside the sandbox's own, for configurations with which nothing must be created. */
export interface ScratchStack {
  /** Replaces the configuration in the stack's file. */
  configure(config: Readonly<Record<string, unknown>>): Promise<void>;
  /** Runs a command of the engine with the stack's file, and returns what it prints. */
  run(command: readonly string[]): Promise<string>;
  /** The stack's state, in which secrets are encrypted. */
  state(): Promise<string>;
  /** Types of the resources in the state, except the stack itself, its providers and its components. */
  createdResources(): Promise<string[]>;
  remove(): Promise<void>;
}

export async function startScratchStack(stack: string): Promise<ScratchStack> {
  const workspace = await productWorkspace((await productContext()).context);
  const folder = await mkdtemp(join(tmpdir(), `monitoring-sso-${stack}-`));
  const log = `pulumi-${stack}`;
  const configFile = join(folder, `Pulumi.${stack}.yaml`);
  const removeStack = () =>
    runEngine(workspace, { args: ["stack", "rm", stack, "--yes", "--force"], folder, log: `${log}-rm` });
  const state = () => runEngine(workspace, { args: ["stack", "export", "--stack", stack], folder, log: false });

  await copyFile(join(workspace.projectFolder, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  await removeStack().catch(() => undefined); // left by a run that was interrupted; usually there is none
  const init = ["stack", "init", stack, "--no-select", "--secrets-provider", "passphrase"];
  await runEngine(workspace, { args: init, folder, log: `${log}-init` });
  const { encryptionsalt } = parse(await readFile(configFile, "utf8")) as { encryptionsalt: string };
  return {
    configure: (config) => writeFile(configFile, stringify({ encryptionsalt, config })),
    run: (command) => {
      const args = [...command, "--stack", stack, "--config-file", configFile];
      return runEngine(workspace, { args, folder: workspace.projectFolder, log });
    },
    state,
    createdResources: async () => {
      const { deployment } = JSON.parse(await state()) as { deployment: { resources?: StateResource[] } };
      const types = (deployment.resources ?? []).map(({ type }) => type);
      return types.filter((type) => !/^(pulumi|monitoring-sso):/.test(type));
    },
    remove: async () => {
      await removeStack();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Everything that a command printed, which must fail. */
export async function failureOf(command: Promise<string>): Promise<string> {
  const printed = await command.then(
    () => undefined,
    (error: unknown) => (error as { cause?: { all?: string } }).cause?.all ?? String(error),
  );
  if (printed === undefined) {
    throw new Error("the command succeeded");
  }
  return printed;
}
