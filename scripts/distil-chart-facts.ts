/**
 * Distils what the contract tests need from complete facts about the upstream charts.
 *
 *     npx tsx scripts/distil-chart-facts.ts <folder>
 *
 * The folder holds `<chart>-<version>.values.json` (value path -> type and default) and `<chart>-<version>.rendered.json`
 * (`version`, `objects`), for each chart pinned in `versions.ts`.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { factsFolder, valuePathsFile } from "../test/contracts/support/chart-facts";
import { distil, valuePaths } from "../test/contracts/support/distil";
import { readFullFacts } from "../test/contracts/support/full-facts";
import { type ChartName, charts } from "../versions";

async function main(folder: string | undefined): Promise<void> {
  if (folder === undefined) {
    throw new Error("usage: tsx scripts/distil-chart-facts.ts <folder with complete chart facts>");
  }
  for (const chart of Object.keys(charts) as ChartName[]) {
    const facts = distil(chart, readFullFacts(folder, chart));
    await write(`${chart}.json`, facts);
    console.log(`${chart} ${facts.version}: ${Object.keys(facts.values).length} value paths`);
  }
  const paths = valuePaths(readFullFacts(folder, "kube-prometheus-stack"));
  await write(valuePathsFile, { version: charts["kube-prometheus-stack"].version, paths });
}

async function write(file: string, facts: unknown): Promise<void> {
  const json = await format(JSON.stringify(facts), { parser: "json", printWidth: 120 });
  writeFileSync(join(factsFolder, file), json);
}

void main(process.argv[2]);
