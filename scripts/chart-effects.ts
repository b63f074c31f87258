// Measures what the values that pass change in the rendered objects of kube-prometheus-stack. `npm run chart-effects`.
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Command } from "commander";
import { format } from "prettier";
import { type HelmValues, valueLeaves } from "../components/helm/values";
import { monitoringValues } from "../components/monitoring/chart-values";
import { checkMonitoringValues } from "../components/monitoring/check-values";
import { monitoringReleaseName } from "../components/monitoring/service-names";
import type { MonitoringSettings } from "../components/monitoring/settings";
import { classify } from "../components/monitoring/values/classify";
import { injectionProblem } from "../components/monitoring/values/free-texts";
import { ownKeys } from "../components/validation/keys";
import { type ChartEffects, chartEffectsFile } from "../test/contracts/support/chart-facts";
import { grafana, monitoringSettings } from "../test/monitoring/settings";
import { charts } from "../versions";
import { stageChart, type StagedChart } from "./chart-effects/chart";
import { effectsBetween } from "./chart-effects/effects";
import { isHarmlessEffect } from "./chart-effects/harmless-effects";
import { injectedBy } from "./chart-effects/inject";
import { classPath, measureEffects, nameOf } from "./chart-effects/measure";
import { valuePathsOf } from "./chart-effects/value-paths";
import { witnesses } from "./chart-effects/witnesses";

interface Options {
  readonly chart?: string;
  readonly helm: string;
  readonly check?: true;
  readonly atOnce: string;
}

function layered(values: HelmValues): HelmValues {
  return monitoringValues(monitoringSettings({ grafana: grafana(), uncheckedValues: values }));
}

async function measure(chart: StagedChart, atOnce: number): Promise<ChartEffects> {
  const declared = await valuePathsOf(chart.folder);
  const paths = declared.filter((path) => classify(classPath(path)) === "harmless");
  const measured = await measureEffects({
    chart,
    paths,
    layered,
    release: monitoringReleaseName,
    isHarmless: isHarmlessEffect,
    atOnce,
    report: (line) => console.error(line),
  });
  const { version } = charts["kube-prometheus-stack"];
  const baseline = (await chart.render(layered({}))) ?? "";
  const images = [...baseline.matchAll(/\bimage: "?([^"\s]+)/g)].map(([, image]) => image ?? "");
  return {
    version,
    images: [...new Set(images)].sort(),
    paths: paths.map(nameOf).sort(),
    ...measured,
    witnesses: await witnessEffects(chart, baseline),
  };
}

/** What values do that are refused: the proof that the measurement sees a dangerous effect. */
async function witnessEffects(chart: StagedChart, baseline: string): Promise<ChartEffects["witnesses"]> {
  const entries: [string, readonly string[]][] = [];
  for (const [name, values] of Object.entries(witnesses)) {
    const rendered = (await chart.render(layered(values))) ?? baseline;
    entries.push([name, effectsBetween(baseline, rendered, monitoringReleaseName)]);
  }
  return Object.fromEntries(entries);
}

/** Values that pass although one of their texts becomes an object or a field. */
async function injections(chart: StagedChart, atOnce: number): Promise<string[]> {
  const settings = (values: HelmValues): MonitoringSettings => monitoringSettings({ grafana: grafana(), values });
  const { tried, found } = await injectedBy({
    chart,
    paths: await valuePathsOf(chart.folder),
    layered: (values) => monitoringValues(settings(values)),
    isAccepted: (values) =>
      valueLeaves(values).every((leaf) => injectionProblem(leaf) === undefined) &&
      checkMonitoringValues(settings(values), ownKeys).length === 0,
    atOnce,
  });
  console.error(`${tried} texts with lines or templates that pass, of which ${found.length} render something else`);
  return tried === 0 ? ["no text was tried"] : found;
}

async function main({ chart: source, helm, check, atOnce }: Options): Promise<void> {
  const chart = await stageChart(helm, source);
  try {
    const injected = await injections(chart, Number(atOnce));
    if (injected.length > 0) {
      throw new Error(`values that pass render another object or field:\n${injected.join("\n")}`);
    }
    const facts = await format(JSON.stringify(await measure(chart, Number(atOnce))), {
      parser: "json",
      printWidth: 120,
    });
    if (!check) {
      writeFileSync(chartEffectsFile, facts);
    } else if (facts !== readFileSync(chartEffectsFile, "utf8")) {
      console.error(
        "the effects differ from the recorded ones; run the command without --check, and judge the difference",
      );
      process.exitCode = 1;
    }
  } finally {
    await chart.remove();
  }
}

void new Command("npm run chart-effects --")
  .description("Renders the pinned kube-prometheus-stack with the values that pass, and records which fields change.")
  .option("--chart <folder>", "unpacked chart with its subcharts; without it, Helm pulls the pinned one")
  .option("--helm <path>", "the helm program", "helm")
  .option("--at-once <number>", "renders at a time", String(availableParallelism()))
  .option("--check", "compare with the recorded effects instead of writing them, and exit with 1 on a difference")
  .action(main)
  .parseAsync();
