import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { type GoTool, goTools, type ToolName } from "../../toolchain/go-tools.js";
import { moduleFolder } from "../../toolchain/tool-source.js";

const docs = await readFile(join(import.meta.dirname, "../../../docs/sandbox.md"), "utf8");
const tools = Object.entries<GoTool>(goTools) as [ToolName, GoTool][];

/** Packages that replace upstream's, as paths below `cuts`. */
async function cutPackages(tool: ToolName): Promise<readonly string[]> {
  const folder = join(moduleFolder(tool), "cuts");
  const files = existsSync(folder) ? await readdir(folder, { recursive: true }) : [];
  return files.filter((file) => file.endsWith(".go")).map((file) => dirname(file));
}

for (const [name, tool] of tools) {
  const packages = await cutPackages(name);
  if (packages.length === 0 && tool.cuts === undefined) {
    continue;
  }
  describe(`cuts of ${name}`, () => {
    it("are packages of the modules in its table, at least one of each", () => {
      const moduleOf = (path: string): string => tool.cuts?.find((module) => path.startsWith(`${module}/`)) ?? path;
      assert.deepEqual([...new Set(packages.map(moduleOf))].sort(), [...(tool.cuts ?? [])].sort());
    });

    it("are named in the documentation", () => {
      const row = docs.split("\n").find((line) => line.startsWith(`| \`${name}\``)) ?? "";
      for (const path of packages) {
        const element = path.split("/").findLast((part) => !/^v\d+$/.test(part)) ?? path;
        assert.ok(row.includes(`\`${element}\``), `docs/sandbox.md names \`${element}\` in the row of \`${name}\``);
      }
    });
  });
}
