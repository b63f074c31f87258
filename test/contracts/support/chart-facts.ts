import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { HelmValue, ValueLeaf } from "../../../components/helm/values";
import type { ChartName } from "../../../versions";

/** What this project relies on of an upstream chart; distilled by `scripts/distil-chart-facts.ts`. */
export interface ChartFacts {
  readonly chart: ChartName;
  readonly version: string;
  /** Value paths that we set, or the ancestor that takes them: type and default upstream. */
  readonly values: Readonly<Record<string, string>>;
  /** Services by name. */
  readonly services: Readonly<Record<string, ServiceFacts>>;
  /** Names of what pods carry as `app.kubernetes.io/name`, and the ports they listen on, by workload. */
  readonly pods: Readonly<Record<string, PodFacts>>;
  /** Custom resource definitions. */
  readonly definitions: readonly string[];
}

export interface ServiceFacts {
  readonly ports: Readonly<Record<string, number>>;
  readonly selector: Readonly<Record<string, string>>;
}

export interface PodFacts {
  readonly name: string;
  readonly ports: readonly number[];
}

export const factsFolder = join(__dirname, "..", "facts");

export function chartFacts(chart: ChartName): ChartFacts {
  return JSON.parse(readFileSync(join(factsFolder, `${chart}.json`), "utf8")) as ChartFacts;
}

/** Dots within a key are escaped: `grafana.grafana\.ini.server.root_url`. */
function joined(path: readonly string[]): string {
  return path.map((key) => key.replaceAll(".", "\\.")).join(".");
}

export interface KnownPath {
  readonly key: string;
  readonly entry: string;
}

/** The path itself where the chart declares it, or else its longest declared ancestor. */
export function findDeclared(path: readonly string[], values: Readonly<Record<string, string>>): KnownPath | undefined {
  for (let length = path.length; length > 0; length--) {
    const key = joined(path.slice(0, length));
    const entry = values[key];
    if (entry !== undefined) {
      return { key, entry };
    }
  }
  return undefined;
}

/** Why the chart would ignore or refuse a value; `undefined` when it takes it. Charts ignore unknown keys silently. */
export function valueProblem({ path, value }: ValueLeaf, values: Readonly<Record<string, string>>): string | undefined {
  const declared = findDeclared(path, values);
  const name = joined(path);
  if (declared === undefined || declared.entry.startsWith("refused")) {
    return `${name}: not a value of the chart`;
  }
  if (declared.key !== name) {
    return takesAnything(declared.entry) ? undefined : `${name}: ${declared.key} is ${declared.entry}`;
  }
  return hasType(value, declared.entry)
    ? undefined
    : `${name}: ${JSON.stringify(value)} where ${declared.entry} is declared`;
}

function takesAnything(entry: string): boolean {
  return entry === "{}" || entry === "null" || entry.startsWith("template-only") || entry.includes("open map");
}

/** How facts write a default, and what a value in its place must look like; `null` takes a default away anywhere. */
const types: readonly (readonly [declared: RegExp, matches: (value: HelmValue) => boolean])[] = [
  [/^bool/, (value) => typeof value === "boolean"],
  [/^number/, (value) => typeof value === "number"],
  [/^string/, (value) => typeof value === "string"],
  [/^(list|\[\])/, (value) => Array.isArray(value)],
  [/^\{\}/, (value) => typeof value === "object" && !Array.isArray(value)],
];

function hasType(value: HelmValue, entry: string): boolean {
  const matches = types.find(([declared]) => declared.test(entry))?.[1];
  return value === null || matches === undefined || matches(value);
}
