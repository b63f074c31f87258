import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../../commands/up-context.js";
import type { StackConfig } from "../../pulumi/index.js";

/** The configuration blocks of the sandbox's own stack, by their keys. */
export async function sandboxStack(): Promise<Readonly<Record<string, object>>> {
  const text = await readFile(join(projectFolder, "Pulumi.sandbox.yaml"), "utf8");
  return (parse(text) as { config: Record<string, object> }).config;
}

/** The sandbox's own blocks with some settings changed, to be laid over its configuration. */
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
