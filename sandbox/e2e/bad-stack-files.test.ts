import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import badStackFiles from "../../testing/stacks/bad-stacks.js";
import contradictoryStackFiles from "../../testing/stacks/contradictory-stacks.js";
import { sandboxStack } from "./stacks/sandbox-stack.js";
import { failureOf, type ScratchStack, startScratchStack } from "./stacks/scratch-stack.js";

const { badStacks, expectedError, stackFileConfig } = badStackFiles;
const { contradictoryStacks } = contradictoryStackFiles;
const update = ["up", "--yes", "--skip-preview"];

/** The engine indents and wraps a program's output, so only words and their order are compared. */
const words = (text: string): string => text.replace(/\s+/g, " ").trim();

describe("a stack file with mistakes", () => {
  let stack: ScratchStack;

  before(async () => {
    stack = await startScratchStack("bad-stack-files");
  });
  after(() => stack.remove());

  const errorOf = async (command: readonly string[], config: Readonly<Record<string, unknown>>): Promise<string> => {
    await stack.configure(config);
    return failureOf(stack.run(command));
  };

  it("is tested in at least twenty kinds", () => {
    assert.ok(badStacks.length >= 20, `${badStacks.length} kinds`);
  });

  for (const bad of badStacks) {
    it(`fails with one clear error and creates nothing: ${bad.name}`, async () => {
      const message = await errorOf(update, stackFileConfig(bad.settings));
      assert.ok(words(message).includes(words(expectedError(bad))), message);
      assert.deepEqual(await stack.createdResources(), []);
    });
  }

  for (const contradictory of contradictoryStacks) {
    it(`fails with one clear error and creates nothing: ${contradictory.name}`, async () => {
      const message = await errorOf(update, stackFileConfig(contradictory.settings));
      assert.match(message, /invalid configuration: \d+ problems?, nothing was created/);
      for (const fragment of contradictory.fragments) {
        assert.ok(words(message).includes(words(fragment)), `${fragment} in ${message}`);
      }
      assert.deepEqual(await stack.createdResources(), []);
    });
  }

  it("fails in a preview if its sessions would outlive those of the existing realm", async () => {
    const config = await sandboxStack();
    const key = "monitoring-sso:proxy";
    const message = await errorOf(["preview"], { ...config, [key]: { ...config[key], sessionExpire: "24h" } });
    assert.match(words(message), /at most the realm's SSO Session Max, 10h/);
  });
});
