import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type ChartName, charts } from "../../../versions";
import type { FullChartFacts } from "./distil";

/** Folder of the complete facts about the upstream charts, if it exists: `CHART_FACTS_FOLDER`, or one beside the checkout. */
export const fullFactsFolder =
  process.env.CHART_FACTS_FOLDER ?? resolve(__dirname, "..", "..", "..", "..", "shared", "charts");

export const hasFullFacts = existsSync(fullFactsFolder);

/** Facts of the pinned version of a chart. */
export function readFullFacts(folder: string, chart: ChartName): FullChartFacts {
  const read = (part: string): unknown =>
    JSON.parse(readFileSync(join(folder, `${chart}-${charts[chart].version}.${part}.json`), "utf8"));
  return {
    values: read("values") as FullChartFacts["values"],
    rendered: read("rendered") as FullChartFacts["rendered"],
  };
}
