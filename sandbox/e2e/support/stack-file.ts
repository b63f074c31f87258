import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import type { StackConfig } from "../../pulumi/index.js";

/** Blocks of the sandbox's own stack file with some of their settings changed, to be laid over it. */
export async function changedBlocks(
  projectFolder: string,
  changes: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Promise<StackConfig> {
  const text = await readFile(join(projectFolder, "Pulumi.sandbox.yaml"), "utf8");
  const { config } = parse(text) as { config: Record<string, object> };
  return Object.fromEntries(
    Object.entries(changes).map(([block, settings]) => {
      const key = `monitoring-sso:${block}`;
      return [key, { ...config[key], ...settings }];
    }),
  );
}
