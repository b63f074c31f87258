import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../../commands/up-context.js";
import type { StackConfig } from "../../pulumi/index.js";

/** The blocks of the sandbox's own stack, for those who lay something over a part of one. */
export async function sandboxStack(): Promise<Readonly<Record<string, object>>> {
  const text = await readFile(join(projectFolder, "Pulumi.sandbox.yaml"), "utf8");
  return (parse(text) as { config: Record<string, object> }).config;
}

/** Blocks of it with some of their settings changed, to be laid over it. */
export async function changedBlocks(
  changes: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Promise<StackConfig> {
  const config = await sandboxStack();
  return Object.fromEntries(
    Object.entries(changes).map(([block, settings]) => {
      const key = `monitoring-sso:${block}`;
      return [key, { ...config[key], ...settings }];
    }),
  );
}
