import assert from "node:assert/strict";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { parse, stringify } from "yaml";
import badStackFiles from "../../testing/stacks/bad-stacks.js";
import contradictoryStackFiles from "../../testing/stacks/contradictory-stacks.js";
import { productWorkspace } from "../pulumi/deploy.js";
import { runEngine } from "../pulumi/engine.js";
import type { PulumiWorkspace } from "../pulumi/workspace.js";
import { productContext } from "./stacks/product.js";
import { sandboxStack } from "./stacks/sandbox-stack.js";

const { badStacks, expectedError, stackFileConfig } = badStackFiles;
const { contradictoryStacks } = contradictoryStackFiles;
const stack = "bad-stack-files";
const update = ["up", "--yes", "--skip-preview"];

/** The engine indents and wraps a program's output, so only words and their order are compared. */
const words = (text: string): string => text.replace(/\s+/g, " ").trim();

describe("a stack file with mistakes", () => {
  let workspace: PulumiWorkspace;
  let folder: string;
  let salt: string;

  before(async () => {
    workspace = await productWorkspace((await productContext()).context);
    folder = await mkdtemp(join(tmpdir(), "monitoring-sso-bad-stacks-"));
    await copyFile(join(workspace.projectFolder, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
    await removeStack().catch(() => undefined); // left by a run that was interrupted; usually there is none
    const args = ["stack", "init", stack, "--no-select", "--secrets-provider", "passphrase"];
    await runEngine(workspace, { args, folder, log: "pulumi-bad-stacks" });
    const file = parse(await readFile(join(folder, `Pulumi.${stack}.yaml`), "utf8")) as { encryptionsalt: string };
    salt = file.encryptionsalt;
  });
  after(async () => {
    await removeStack();
    await rm(folder, { recursive: true, force: true });
  });

  it("is tested in at least twenty kinds", () => {
    assert.ok(badStacks.length >= 20, `${badStacks.length} kinds`);
  });

  for (const bad of badStacks) {
    it(`fails with one clear error and creates nothing: ${bad.name}`, async () => {
      const message = await failureOf(update, stackFileConfig(bad.settings));
      assert.ok(words(message).includes(words(expectedError(bad))), message);
      assert.deepEqual(await createdResources(workspace, folder), []);
    });
  }

  for (const contradictory of contradictoryStacks) {
    it(`fails with one clear error and creates nothing: ${contradictory.name}`, async () => {
      const message = await failureOf(update, stackFileConfig(contradictory.settings));
      assert.match(message, /invalid configuration: \d+ problems?, nothing was created/);
      for (const fragment of contradictory.fragments) {
        assert.ok(words(message).includes(words(fragment)), `${fragment} in ${message}`);
      }
      assert.deepEqual(await createdResources(workspace, folder), []);
    });
  }

  it("fails in a preview if its sessions would outlive those of the existing realm", async () => {
    const config = await sandboxStack();
    const key = "monitoring-sso:proxy";
    const message = await failureOf(["preview"], { ...config, [key]: { ...config[key], sessionExpire: "24h" } });
    assert.match(words(message), /at most the realm's SSO Session Max, 10h/);
  });

  async function removeStack(): Promise<void> {
    await runEngine(workspace, { args: ["stack", "rm", stack, "--yes", "--force"], folder, log: "pulumi-bad-stacks" });
  }

  /** Runs a command with this configuration, which must fail, and returns its error. */
  async function failureOf(command: readonly string[], config: Record<string, unknown>): Promise<string> {
    const configFile = join(folder, `Pulumi.${stack}.yaml`);
    await writeFile(configFile, stringify({ encryptionsalt: salt, config }));
    const args = [...command, "--stack", stack, "--config-file", configFile];
    const run = runEngine(workspace, { args, folder: workspace.projectFolder, log: "pulumi-bad-stacks" });
    return run.then(
      () => assert.fail(`${command.join(" ")} succeeded`),
      (error: unknown) => String(error),
    );
  }
});

/** Types of the resources in the stack's state, except the stack itself, its providers and its components. */
async function createdResources(workspace: PulumiWorkspace, folder: string): Promise<string[]> {
  const json = await runEngine(workspace, { args: ["stack", "export", "--stack", stack], folder, log: false });
  const { deployment } = JSON.parse(json) as { deployment: { resources?: { type: string }[] } };
  return (deployment.resources ?? []).map(({ type }) => type).filter((type) => !/^(pulumi|monitoring-sso):/.test(type));
}
