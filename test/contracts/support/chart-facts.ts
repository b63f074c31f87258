import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { HelmValue, ValueLeaf } from "../../../components/helm/values";
import type { ChartName } from "../../../versions";

/** Facts about an upstream chart that this project relies on; `scripts/distil-chart-facts.ts` distils them. */
export interface ChartFacts {
  readonly chart: ChartName;
  readonly version: string;
  /** Value paths that this stack sets, or their declared ancestor: type and default upstream. */
  readonly values: Readonly<Record<string, string>>;
  /** Services by name. */
  readonly services: Readonly<Record<string, ServiceFacts>>;
  /** The label `app.kubernetes.io/name` of pods and the ports that they listen on, by workload. */
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

/** Every value path of kube-prometheus-stack; `valuePaths` distils them. */
export function monitoringValuePaths(): ValuePaths {
  return JSON.parse(readFileSync(join(factsFolder, valuePathsFile), "utf8")) as ValuePaths;
}

export interface ValuePaths {
  readonly version: string;
  readonly paths: readonly string[];
}

/** What values of kube-prometheus-stack change in its rendered objects; `npm run chart-effects` measures it. */
export interface ChartEffects {
  readonly version: string;
  /** Images of the pinned chart with the stack's values. */
  readonly images: readonly string[];
  /** The values that were measured: those that pass. */
  readonly paths: readonly string[];
  /** Every effect of a value that has harmless effects only. */
  readonly effects: readonly string[];
  /** The effects of each value that has another. */
  readonly dangerous: Readonly<Record<string, readonly string[]>>;
  /** Values of which the chart rejects every probe. */
  readonly rejected: readonly string[];
  /** The effects of values that are refused. */
  readonly witnesses: Readonly<Record<string, readonly string[]>>;
}

export function monitoringChartEffects(): ChartEffects {
  return JSON.parse(readFileSync(chartEffectsFile, "utf8")) as ChartEffects;
}

export const chartEffectsFile = join(factsFolder, "kube-prometheus-stack.effects.json");

export const valuePathsFile = "kube-prometheus-stack.value-paths.json";

/** The keys of a value path, of which dots within a key are escaped. */
export function keysOf(path: string): string[] {
  return path.split(/(?<!\\)\./).map((key) => key.replaceAll("\\.", "."));
}

/** Dots within a key are escaped: `grafana.grafana\.ini.server.root_url`. */
function joined(path: readonly string[]): string {
  return path.map((key) => key.replaceAll(".", "\\.")).join(".");
}

export interface KnownPath {
  readonly key: string;
  readonly entry: string;
}

/** The path itself if the chart declares it, or its longest declared ancestor. */
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

/** Why the chart would ignore or reject a value; `undefined` if it uses the value. Charts ignore unknown keys silently. */
export function valueProblem({ path, value }: ValueLeaf, values: Readonly<Record<string, string>>): string | undefined {
  const declared = findDeclared(path, values);
  const name = joined(path);
  if (declared === undefined || declared.entry.startsWith("refused")) {
    return `${name}: not a value of the chart`;
  }
  if (declared.key !== name) {
    return isOpen(declared.entry) ? undefined : `${name}: ${declared.key} is ${declared.entry}`;
  }
  return hasType(value, declared.entry)
    ? undefined
    : `${name}: ${JSON.stringify(value)} where ${declared.entry} is declared`;
}

function isOpen(entry: string): boolean {
  return entry === "{}" || entry === "null" || entry.startsWith("template-only") || entry.includes("open map");
}

/** Notation of a default in the facts, and whether a value has its type; `null` removes any default. */
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
