import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { type HelmValue, type HelmValues, mergeValues } from "../../components/helm/values";
import { templatesText } from "./chart";

/** A value that a chart reads. */
export interface ValuePath {
  readonly path: readonly string[];
  /** Its default; `undefined` if only the templates name it. */
  readonly value: HelmValue | undefined;
}

/** Every value path of a chart and its subcharts: leaves and maps of the declared values, and what the templates read. */
export async function valuePathsOf(chart: string): Promise<ValuePath[]> {
  const subcharts = await subchartsOf(chart);
  const declared = mergeValues(
    ...(await Promise.all(subcharts.map(async (name) => ({ [name]: await defaultsOf(join(chart, "charts", name)) })))),
    await defaultsOf(chart),
  );
  const read = [
    ...(await templatePaths(chart, [])),
    ...(await Promise.all(subcharts.map((name) => templatePaths(join(chart, "charts", name), [name])))).flat(),
  ];
  const known = declaredPaths(declared, []);
  const names = new Set(known.map(({ path }) => path.join(" ")));
  const onlyRead = [...new Set(read.map((path) => path.join(" ")))].filter((name) => !names.has(name));
  return [...known, ...onlyRead.map((name) => ({ path: name.split(" "), value: undefined }))];
}

async function subchartsOf(chart: string): Promise<string[]> {
  const entries = await readdir(join(chart, "charts"), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

async function defaultsOf(chart: string): Promise<HelmValues> {
  const file = join(chart, "values.yaml");
  return existsSync(file) ? ((parse(await readFile(file, "utf8")) ?? {}) as HelmValues) : {};
}

function declaredPaths(value: HelmValue, path: readonly string[]): ValuePath[] {
  const below =
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.entries(value as HelmValues).flatMap(([key, each]) => declaredPaths(each, [...path, key]))
      : [];
  return path.length === 0 ? below : [{ path, value }, ...below];
}

/** Paths that the text of the templates reads: `.Values.a.b`. */
async function templatePaths(chart: string, prefix: readonly string[]): Promise<string[][]> {
  const text = await templatesText([join(chart, "templates")]);
  return [...text.matchAll(/\.Values((?:\.[A-Za-z_][\w-]*)+)/g)].map(([, keys]) => [
    ...prefix,
    ...(keys ?? "").slice(1).split("."),
  ]);
}
