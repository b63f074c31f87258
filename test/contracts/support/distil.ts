import { valueLeaves } from "../../../components/helm/values";
import type { ChartName } from "../../../versions";
import { type ChartFacts, findDeclared, type PodFacts, type ServiceFacts } from "./chart-facts";
import { valueVariants } from "./value-variants";

/** The complete facts about a chart: every value path, and every object that it renders. */
export interface FullChartFacts {
  readonly values: Readonly<Record<string, string>>;
  readonly rendered: { readonly version: string; readonly objects: readonly RenderedObject[] };
}

interface RenderedObject {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly ports?: readonly { readonly name: string; readonly port: number }[];
  readonly selector?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly containers?: readonly { readonly ports?: readonly { readonly containerPort: number }[] }[];
}

/** Objects whose names, ports and labels this project relies on. */
const reliedOn: Record<ChartName, { readonly services: readonly string[]; readonly workloads: readonly string[] }> = {
  "oauth2-proxy": { services: ["oauth2-proxy"], workloads: ["oauth2-proxy"] },
  "prometheus-operator-crds": { services: [], workloads: [] },
  "kube-prometheus-stack": {
    services: [
      "kube-prometheus-stack-prometheus",
      "kube-prometheus-stack-alertmanager",
      "kube-prometheus-stack-grafana",
    ],
    workloads: ["kube-prometheus-stack-grafana", "kube-prometheus-stack-kube-state-metrics"],
  },
  valkey: { services: ["valkey"], workloads: ["valkey"] },
};

export function distil(chart: ChartName, { values, rendered }: FullChartFacts): ChartFacts {
  const { services, workloads } = reliedOn[chart];
  const named = (kind: string, names: readonly string[]): RenderedObject[] =>
    names.map((name) => found(rendered.objects, kind, name));
  return {
    chart,
    version: rendered.version,
    values: declaredValues(chart, values),
    services: Object.fromEntries(named("Service", services).map((object) => [object.name, serviceFacts(object)])),
    pods: Object.fromEntries(named("Deployment", workloads).map((object) => [object.name, podFacts(object)])),
    definitions: rendered.objects.filter(({ kind }) => kind === "CustomResourceDefinition").map(({ name }) => name),
  };
}

/**
 * Every value path of a chart that a user can set: a single value or list, or `*` below a map that the chart passes through.
 * Maps whose keys the chart declares are left out, because their keys are here.
 */
export function valuePaths({ values }: Pick<FullChartFacts, "values">): string[] {
  return Object.entries(values)
    .filter(([, entry]) => entry !== "object")
    .map(([path, entry]) => (entry === "{}" || entry.includes("open map") ? `${path}.*` : path))
    .sort();
}

function declaredValues(chart: ChartName, values: Readonly<Record<string, string>>): Record<string, string> {
  const declared = valueVariants[chart]
    .flatMap((variant) => valueLeaves(variant))
    .flatMap(({ path }) => findDeclared(path, values) ?? []);
  const sorted = declared.sort((left, right) => (left.key < right.key ? -1 : 1));
  return Object.fromEntries(sorted.map(({ key, entry }) => [key, entry]));
}

function found(objects: readonly RenderedObject[], kind: string, name: string): RenderedObject {
  const object = objects.find((candidate) => candidate.kind === kind && candidate.name === name);
  if (object === undefined) {
    throw new Error(`the chart renders no ${kind} ${name}`);
  }
  return object;
}

function serviceFacts({ ports = [], selector = {} }: RenderedObject): ServiceFacts {
  return { ports: Object.fromEntries(ports.map(({ name, port }) => [name, port])), selector };
}

function podFacts({ podLabels = {}, containers = [] }: RenderedObject): PodFacts {
  const ports = containers.flatMap((container) => (container.ports ?? []).map(({ containerPort }) => containerPort));
  return { name: podLabels["app.kubernetes.io/name"] ?? "", ports: [...new Set(ports)] };
}
