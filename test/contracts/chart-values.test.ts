import { type HelmValues, valueLeaves } from "../../components/helm/values";
import { type ChartName, charts } from "../../versions";
import { chartFacts, monitoringValuePaths, valueProblem } from "./support/chart-facts";
import { distil, valuePaths } from "./support/distil";
import { fullFactsFolder, hasFullFacts, readFullFacts } from "./support/full-facts";
import { valueVariants } from "./support/value-variants";

const chartNames = Object.keys(charts) as ChartName[];

function problemsOf(values: HelmValues, chart: ChartName): string[] {
  return valueLeaves(values).flatMap((leaf) => valueProblem(leaf, chartFacts(chart).values) ?? []);
}

describe.each(chartNames)("the chart %s", (chart) => {
  it("has facts of the pinned version", () => {
    expect(chartFacts(chart).version).toBe(charts[chart].version);
  });

  it("declares every value that this stack sets", () => {
    expect(valueVariants[chart].flatMap((values) => problemsOf(values, chart))).toEqual([]);
  });

  it("fails this check on a key that it would ignore", () => {
    expect(problemsOf({ misspelt: { key: true } }, chart)).toEqual(["misspelt.key: not a value of the chart"]);
  });
});

describe("the check of value paths", () => {
  it.each<[string, HelmValues, ChartName, string]>([
    [
      "on a path below a scalar",
      { image: { tag: { name: "v1" } } },
      "oauth2-proxy",
      "image.tag.name: image.tag is string",
    ],
    ["on a value of the wrong type", { replicaCount: "2" }, "oauth2-proxy", 'replicaCount: "2" where number'],
  ])("fails %s", (_case, values, chart, problem) => {
    expect(problemsOf(values, chart)).toEqual([expect.stringContaining(problem)]);
  });

  it("accepts any path below a map that the chart passes through", () => {
    expect(problemsOf({ podAnnotations: { anything: "1" } }, "oauth2-proxy")).toEqual([]);
  });
});

// The complete facts are too large for the repository: this check runs only where a chart is updated.
if (hasFullFacts) {
  describe("the distilled facts", () => {
    it.each(chartNames)("of %s equal the complete facts", (chart) => {
      expect(chartFacts(chart)).toEqual(distil(chart, readFullFacts(fullFactsFolder, chart)));
    });

    it("contain every value path of kube-prometheus-stack", () => {
      const { paths } = monitoringValuePaths();
      expect(paths).toEqual(valuePaths(readFullFacts(fullFactsFolder, "kube-prometheus-stack")));
    });
  });
}
