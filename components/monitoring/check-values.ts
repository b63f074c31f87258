import { charts } from "../../versions";
import { type HelmValue, type HelmValues, valueAt, type ValueLeaf, valueLeaves } from "../helm/values";
import type { Keys } from "../validation/keys";
import type { Problem } from "../validation/problem";
import { monitoringFixed } from "./chart-values";
import type { MonitoringSettings } from "./settings";
import { refusals, type RefusedClass } from "./values/classes";
import { allowsFreeText, classify, isChartDefault } from "./values/classify";
import { matchesPath, pathPattern } from "./values/pattern";
import { plainSecrets } from "./values/secrets";
import { textsOf } from "./values/texts";

type ValueKeys = Keys<Pick<MonitoringSettings, "values" | "uncheckedValues">>;

/** Reports every value that is not known to be harmless, and every unchecked value that the stack overrides. */
export function checkMonitoringValues(settings: MonitoringSettings, keys: ValueKeys): Problem[] {
  const { values, uncheckedValues } = settings;
  const managed = valueLeaves(monitoringFixed(settings));
  const elsewhere = keys("uncheckedValues");
  const path = keys("values");
  return [
    ...valueLeaves(values).flatMap(
      (leaf) => managedProblems(leaf, managed, path) ?? classProblems(leaf, values, { path, elsewhere }),
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
            fix: managedFix(leaf),
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

function managedFix({ path }: ValueLeaf): string {
  return path.join(" ") === "grafana enabled"
    ? "set grafana.enabled in the monitoring block, which configures its sign-in"
    : "remove the override: access control depends on it";
}

interface Place {
  readonly path: string;
  readonly elsewhere: string;
}

function classProblems(leaf: ValueLeaf, values: HelmValues, place: Place): Problem[] {
  const valueClass = classify(leaf.path);
  if (valueClass === undefined) {
    const version = `kube-prometheus-stack ${charts["kube-prometheus-stack"].version}`;
    return [
      {
        ...problemAt(leaf, place.path),
        expected: `a value of ${version} that is known to be harmless`,
        fix: `check the spelling, or move it to ${place.elsewhere} if it is right`,
      },
    ];
  }
  if (valueClass !== "harmless") {
    return isChartDefault(leaf) || isOff(leaf, values, valueClass) ? [] : [refused(leaf, place, valueClass)];
  }
  if (!allowsFreeText(leaf.path) && (leaf.path.some(canInject) || textsOf(leaf.value).some(canInject))) {
    return [
      {
        ...problemAt(leaf, place.path),
        expected: "one line without {{, because templates of the chart insert it unquoted or run it as a template",
      },
    ];
  }
  const { path: keys, value } = leaf;
  const key = keys.includes("secureJsonData") ? "secret" : (keys.at(-1) ?? "");
  return plainSecrets(value, keyOf(leaf, place.path), key).map((path) => ({
    ...refused(leaf, place, "secrets"),
    path,
  }));
}

/** More lines, or a template that yields them, could continue as another section, field or object. */
function canInject(text: string): boolean {
  return /[\r\n]|\{\{/.test(text);
}

function refused(leaf: ValueLeaf, { path, elsewhere }: Place, refusedClass: RefusedClass): Problem {
  const { reason, fix } = refusals[refusedClass];
  const shown = refusedClass === "secrets" ? { path: keyOf(leaf, path) } : problemAt(leaf, path);
  return {
    ...shown,
    expected: `no value here, because ${reason}`,
    fix: `${fix}, or move it to ${elsewhere} if you accept that`,
  };
}

/** Classes of which an empty or false value switches something off. */
const switchable: readonly RefusedClass[] = ["exposes", "policies", "executes", "installs"];

/** Blocks that have no effect while their own `enabled` is false. */
const switchedBlocks = [
  "** ingress|ingressPerReplica|thanosIngress|thanosService|thanosServiceExternal|servicePerReplica|networkPolicy *",
  "** route|routePerReplica|listenerSet * *",
].map(pathPattern);

function isOff({ path, value }: ValueLeaf, values: HelmValues, refusedClass: RefusedClass): boolean {
  if (!switchable.includes(refusedClass)) {
    return false;
  }
  const isEmpty = value === false || value === "" || (Array.isArray(value) && value.length === 0);
  return (
    isEmpty ||
    (switchedBlocks.some((pattern) => matchesPath(pattern, path)) &&
      valueAt(values, [...path.slice(0, -1), "enabled"]) === false)
  );
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
