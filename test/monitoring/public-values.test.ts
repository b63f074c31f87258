import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type HelmValues, valueAt, valueLeaves } from "../../components/helm/values";
import { checkMonitoringValues } from "../../components/monitoring/check-values";
import { keysUnder } from "../../components/validation/keys";
import type { Problem } from "../../components/validation/problem";
import { grafana, monitoringSettings } from "./settings";

const guide = readFileSync(join(__dirname, "..", "..", "docs", "guides", "helm-values.md"), "utf8");
/** The keys of whole public values files for this chart, with values of our own that are judged in the same way. */
const publicValues = JSON.parse(readFileSync(join(__dirname, "public-values.json"), "utf8")) as Record<
  string,
  HelmValues
>;
const files = Object.entries(publicValues);
const prefix = "monitoring.values.";

function problemsOf(values: HelmValues): Problem[] {
  const hasGrafana = valueAt(values, ["grafana", "enabled"]) !== false;
  const settings = monitoringSettings({ values, ...(hasGrafana ? { grafana: grafana() } : {}) });
  return checkMonitoringValues(settings, keysUnder("monitoring"));
}

describe("public values files for kube-prometheus-stack", () => {
  it("are ten or more", () => {
    expect(files.length).toBeGreaterThanOrEqual(10);
  });

  it.each(files)("%s: most keys pass, and the guide lists the others", (name, values) => {
    const refused = [...new Set(problemsOf(values).map(({ path }) => path.slice(prefix.length)))];
    const listed = rowOf(name);
    expect(listed).toEqual(refused);
  });

  it("pass with five of six keys", () => {
    const count = files.flatMap(([, values]) => valueLeaves(values)).length;
    expect(files.flatMap(([, values]) => problemsOf(values)).length).toBeLessThan(count / 6);
  });
});

/** The keys of the second column of a row of the guide. */
function rowOf(name: string): string[] {
  const row = guide.split("\n").find((line) => line.toLowerCase().startsWith(`| ${name.toLowerCase()} `));
  return [...(row?.split("|")[2] ?? "").matchAll(/`([^`]+)`/g)].map(([, key]) => key ?? "");
}
