import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Measurement, Result } from "./result.js";
import { estimate } from "./statistics.js";

/**
 * Colors of GitHub's themes. An SVG in a page knows the theme of the reader's system but not that of the page, so it has a
 * background of its own.
 */
const light = { background: "#ffffff", text: "#1f2328", grid: "#d1d9e0" };
const dark = { background: "#0d1117", text: "#f0f6fc", grid: "#3d444d" };

/** Okabe and Ito's palette without black and yellow: it can be told apart by color-blind readers, on both backgrounds. */
const series = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9"];

interface Row {
  readonly variant: string;
  readonly x: number | undefined;
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** The result as an SVG that is readable in light and dark pages: one panel per metric, the confidence interval as a line. */
export async function plotOf(result: Result): Promise<string> {
  const metrics = Map.groupBy(result.measurements, ({ metric, unit }) => `${metric}, ${unit}`);
  const panels = [...metrics].map(([title, measurements]) => panelOf(title, measurements, result.xAxis));
  const spec: TopLevelSpec = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    background: light.background,
    padding: 12,
    config: {
      font: "system-ui, sans-serif",
      view: { stroke: null },
      axis: {
        labelColor: light.text,
        titleColor: light.text,
        domainColor: light.grid,
        tickColor: light.grid,
        gridColor: light.grid,
        labelLimit: 320,
      },
      title: { color: light.text, anchor: "start", fontSize: 12 },
      legend: { labelColor: light.text, titleColor: light.text, labelLimit: 320 },
      range: { category: series },
    },
    vconcat: panels,
  };
  const view = new View(parse(compile(spec).spec), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  return `${withDarkTheme(svg)}\n`;
}

type Panel = Extract<TopLevelSpec, { vconcat: unknown }>["vconcat"][number];

function panelOf(title: string, measurements: readonly Measurement[], xAxis: string | undefined): Panel {
  const values = measurements.map(({ variant, x, samples }): Row => ({ variant, x, ...estimate(samples) }));
  return xAxis === undefined ? barsOf(title, values) : linesOf(title, values, xAxis);
}

function barsOf(title: string, values: Row[]): Panel {
  const y = { field: "variant", type: "nominal", sort: null, title: null } as const;
  const color = { field: "variant", type: "nominal", sort: null, legend: null } as const;
  return {
    title,
    width: 460,
    height: { step: 20 },
    data: { values },
    encoding: { y },
    layer: [
      { mark: { type: "bar", height: 12 }, encoding: { x: { ...quantity("median"), title: null }, color } },
      { mark: { type: "rule", color: light.text }, encoding: { x: quantity("low"), x2: { field: "high" } } },
    ],
  };
}

function linesOf(title: string, values: Row[], xAxis: string): Panel {
  const axis = { values: [...new Set(values.map(({ x }) => x ?? 0))] };
  const x = { field: "x", type: "quantitative", title: xAxis, axis, scale: { type: "symlog" } } as const;
  const color = { field: "variant", type: "nominal", sort: null, title: null } as const;
  return {
    title,
    width: 460,
    height: 180,
    data: { values },
    encoding: { x, color },
    layer: [
      { mark: { type: "line", point: true }, encoding: { y: { ...quantity("median"), title: null } } },
      { mark: "rule", encoding: { y: quantity("low"), y2: { field: "high" } } },
    ],
  };
}

function quantity<Field extends string>(field: Field): { field: Field; type: "quantitative" } {
  return { field, type: "quantitative" };
}

/** Vega writes colors as attributes, over which a style sheet takes precedence. */
function withDarkTheme(svg: string): string {
  const rules = (Object.keys(light) as (keyof typeof light)[]).flatMap((role) =>
    ["fill", "stroke"].map((property) => `[${property}="${light[role]}"]{${property}:${dark[role]}}`),
  );
  const style = `<style>@media (prefers-color-scheme:dark){${rules.join("")}}</style>`;
  return svg.replace(/(<svg[^>]*>)/, `$1${style}`);
}
