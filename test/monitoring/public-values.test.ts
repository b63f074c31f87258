import { readFileSync } from "node:fs";
import { join } from "node:path";
import { valueLeaves } from "../../components/helm/values";
import { checkMonitoringValues } from "../../components/monitoring/check-values";
import { keysUnder } from "../../components/validation/keys";
import type { Problem } from "../../components/validation/problem";
import { publicValues } from "./public-values";
import { grafana, monitoringSettings } from "./settings";

const guide = readFileSync(join(__dirname, "..", "..", "docs", "guides", "helm-values.md"), "utf8");
const files = Object.entries(publicValues);
const prefix = "monitoring.values.";

function problemsOf(values: (typeof publicValues)[string]): Problem[] {
  return checkMonitoringValues(monitoringSettings({ values, grafana: grafana() }), keysUnder("monitoring"));
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

  it("pass with two of three keys", () => {
    const count = files.flatMap(([, values]) => valueLeaves(values)).length;
    expect(files.flatMap(([, values]) => problemsOf(values)).length).toBeLessThan(count / 3);
  });
});

/** The keys of the second column of a row of the guide. */
function rowOf(name: string): string[] {
  const row = guide.split("\n").find((line) => line.toLowerCase().startsWith(`| ${name.toLowerCase()} `));
  return [...(row?.split("|")[2] ?? "").matchAll(/`([^`]+)`/g)].map(([, key]) => key ?? "");
}
