import { charts } from "../../versions";
import { type HelmValue, type ValueLeaf, valueLeaves } from "../helm/values";
import type { Keys } from "../validation/keys";
import type { Problem } from "../validation/problem";
import { monitoringFixed } from "./chart-values";
import type { MonitoringSettings } from "./settings";
import { refusals, type RefusedClass } from "./values/classes";
import { classify, isChartDefault } from "./values/classify";
import { formOf } from "./values/forms";
import { injectionProblem } from "./values/free-texts";
import { managedFix } from "./values/managed";
import { matchesPath, pathPattern } from "./values/pattern";
import { plainSecrets } from "./values/secrets";

type ValueKeys = Keys<Pick<MonitoringSettings, "values" | "uncheckedValues">>;

/** Reports every value that is not known to be harmless, and every unchecked value that the stack overrides. */
export function checkMonitoringValues(settings: MonitoringSettings, keys: ValueKeys): Problem[] {
  const { values, uncheckedValues } = settings;
  const managed = valueLeaves(monitoringFixed(settings));
  const elsewhere = keys("uncheckedValues");
  const path = keys("values");
  return [
    ...valueLeaves(values).flatMap(
      (leaf) => managedProblems(leaf, managed, path) ?? classProblems(leaf, { path, elsewhere }),
    ),
    ...valueLeaves(uncheckedValues).flatMap((leaf) => managedProblems(leaf, managed, elsewhere) ?? []),
  ];
}

/** What is wrong with a value that the stack manages, or `undefined` if it does not manage it. */
function managedProblems(leaf: ValueLeaf, managed: readonly ValueLeaf[], path: string): Problem[] | undefined {
  if (isEmptyMap(leaf.value)) {
    return [];
  }
  const same = managed.find(({ path: keys }) => isPrefix(keys, leaf.path));
  if (same !== undefined) {
    return isEqual(same, leaf)
      ? []
      : [
          {
            ...problemAt(leaf, path),
            expected: `${JSON.stringify(same.value)}, which this stack manages`,
            fix: managedFix(leaf.path),
          },
        ];
  }
  // A value in place of a map, `null` too, removes what the chart or the stack sets below.
  return managed.some(({ path: keys }) => isPrefix(leaf.path, keys))
    ? [
        {
          ...problemAt(leaf, path),
          expected: "a map, because this stack manages values below it",
          fix: "set single keys",
        },
      ]
    : undefined;
}

interface Place {
  readonly path: string;
  readonly elsewhere: string;
}

function classProblems(leaf: ValueLeaf, place: Place): Problem[] {
  const form = formOf(leaf.path);
  const valueClass = form?.accepts(leaf) === true ? "harmless" : classify(leaf.path);
  if (valueClass === undefined || isMisplaced(leaf)) {
    return [unknown(leaf, place)];
  }
  if (valueClass === "harmless") {
    return contentProblems(leaf, place);
  }
  return isChartDefault(leaf) || isOff(leaf, valueClass) ? [] : [refused(leaf, place, valueClass, form?.expected)];
}

/** What is wrong with the texts of a value that is harmless otherwise. */
function contentProblems(leaf: ValueLeaf, place: Place): Problem[] {
  const injection = injectionProblem(leaf);
  if (injection !== undefined) {
    return [{ ...problemAt(leaf, place.path), expected: injection }];
  }
  const { path: keys, value } = leaf;
  const key = keys.includes("secureJsonData") ? "secret" : (keys.at(-1) ?? "");
  return plainSecrets(value, keyOf(leaf, place.path), key).map((path) => ({
    ...refused(leaf, place, "secrets"),
    path,
  }));
}

/** Switches of subcharts, of which the values are below another key. */
const subcharts: Readonly<Record<string, string>> = {
  kubeStateMetrics: "kube-state-metrics",
  nodeExporter: "prometheus-node-exporter",
};

function isMisplaced({ path }: ValueLeaf): boolean {
  return Object.hasOwn(subcharts, path[0] ?? "") && classify(path) !== "harmless";
}

function unknown(leaf: ValueLeaf, { path, elsewhere }: Place): Problem {
  const version = `kube-prometheus-stack ${charts["kube-prometheus-stack"].version}`;
  const subchart = subcharts[leaf.path[0] ?? ""];
  const fix = subchart === undefined ? "check the spelling" : `the subchart's values are below "${subchart}"`;
  return {
    ...problemAt(leaf, path),
    expected: `a value of ${version} that is known to be harmless`,
    fix: `${fix}, or move it to ${elsewhere} if it is right`,
  };
}

function refused(
  leaf: ValueLeaf,
  { path, elsewhere }: Place,
  refusedClass: RefusedClass,
  allowed = "no value here",
): Problem {
  const { reason, fix } = refusals[refusedClass];
  const shown = refusedClass === "secrets" ? { path: keyOf(leaf, path) } : problemAt(leaf, path);
  return {
    ...shown,
    expected: `${allowed}, because ${reason}`,
    fix: `${fix}, or move it to ${elsewhere} if you accept that`,
  };
}

/** Classes of which an empty or false value switches something off. */
const switchable: readonly RefusedClass[] = ["exposes", "policies", "executes", "installs"];

/** Blocks that have no effect without their switch, which is off by default and refused. */
const switchedBlocks = [
  "** ingress|ingressPerReplica|thanosIngress|thanosService|thanosServiceExternal",
  "** servicePerReplica|routePerReplica|networkPolicy",
];
const switched = [...switchedBlocks.map((block) => `${block} **`), "** route * **"].map(pathPattern);
const switches = [...switchedBlocks.map((block) => `${block} enabled`), "** route * enabled"].map(pathPattern);

function isOff({ path, value }: ValueLeaf, refusedClass: RefusedClass): boolean {
  if (!switchable.includes(refusedClass)) {
    return false;
  }
  const isAt = (patterns: typeof switched): boolean => patterns.some((pattern) => matchesPath(pattern, path));
  const isEmpty = value === false || value === "" || (Array.isArray(value) && value.length === 0);
  return isEmpty || (isAt(switched) && !isAt(switches));
}

function problemAt(leaf: ValueLeaf, path: string): Pick<Problem, "path" | "value"> {
  const { value, path: keys } = leaf;
  // A list can contain a secret, and a user could put one there by mistake.
  const isHidden = typeof value === "object" || keys.some((key) => /secret|password|token|credential|^env/i.test(key));
  return { path: keyOf(leaf, path), ...(isHidden && value !== null ? {} : { value }) };
}

function keyOf({ path: keys }: ValueLeaf, path: string): string {
  return `${path}.${keys.join(".")}`;
}

function isEqual(managed: ValueLeaf, leaf: ValueLeaf): boolean {
  return managed.path.length === leaf.path.length && JSON.stringify(managed.value) === JSON.stringify(leaf.value);
}

function isPrefix(prefix: readonly string[], path: readonly string[]): boolean {
  return prefix.length <= path.length && prefix.every((key, index) => path[index] === key);
}

function isEmptyMap(value: HelmValue): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}
