import { type HelmValues, valueLeaves } from "../../components/helm/values";
import { type ChartName, charts } from "../../versions";
import { chartFacts, valueProblem } from "./support/chart-facts";
import { distil } from "./support/distil";
import { fullFactsFolder, hasFullFacts, readFullFacts } from "./support/full-facts";
import { valueVariants } from "./support/value-variants";

const chartNames = Object.keys(charts) as ChartName[];

function problemsOf(values: HelmValues, chart: ChartName): string[] {
  return valueLeaves(values).flatMap((leaf) => valueProblem(leaf, chartFacts(chart).values) ?? []);
}

describe.each(chartNames)("the chart %s", (chart) => {
  it("is known in the version that is pinned", () => {
    expect(chartFacts(chart).version).toBe(charts[chart].version);
  });

  it("takes every value that we set", () => {
    expect(valueVariants[chart].flatMap((values) => problemsOf(values, chart))).toEqual([]);
  });

  it("is not made to fail by a key it would ignore: such a key is noticed", () => {
    expect(problemsOf({ misspelt: { key: true } }, chart)).toEqual(["misspelt.key: not a value of the chart"]);
  });
});

describe("a value path", () => {
  it.each<[string, HelmValues, ChartName, string]>([
    ["below a scalar", { image: { tag: { name: "v1" } } }, "oauth2-proxy", "image.tag.name: image.tag is string"],
    ["of the wrong type", { replicaCount: "2" }, "oauth2-proxy", 'replicaCount: "2" where number'],
  ])("%s is noticed", (_case, values, chart, problem) => {
    expect(problemsOf(values, chart)).toEqual([expect.stringContaining(problem)]);
  });

  it("below a map that the chart passes through is free", () => {
    expect(problemsOf({ podAnnotations: { anything: "1" } }, "oauth2-proxy")).toEqual([]);
  });
});

// The complete facts are too big for the repository; who has them, to update a chart, runs this check as well.
if (hasFullFacts) {
  describe("the distilled facts", () => {
    it.each(chartNames)("of %s are what the complete facts say", (chart) => {
      expect(chartFacts(chart)).toEqual(distil(chart, readFullFacts(fullFactsFolder, chart)));
    });
  });
}
