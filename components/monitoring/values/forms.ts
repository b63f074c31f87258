import type { HelmValue, ValueLeaf } from "../../helm/values";
import { areFlags, flags } from "./flags";
import type { ValueForm } from "./form";
import { fileForms } from "./grafana-files";
import { imageForms } from "./images";
import { matchesPath, pathPattern } from "./pattern";

/** Labels by which the charts, the network policies and Services select pods. */
const reservedLabels =
  /^(app|release|chart|heritage|component|instance|name|prometheus|alertmanager|shard|statefulset|controller-revision-hash|pod-template-hash|pod-template-generation)$/;

const podLabels: ValueForm = {
  paths: [
    "prometheus-node-exporter|kube-state-metrics|grafana|prometheusOperator podLabels *",
    ...specPaths("podMetadata labels *"),
  ],
  valueClass: "renames",
  expected: "a label without a prefix, other than those by which policies, Services and applications select pods",
  accepts: ({ path, value }) => {
    const label = path.at(-1) ?? "";
    return /^[A-Za-z0-9][\w.-]*$/.test(label) && !reservedLabels.test(label) && isText(value, /^[\w.-]*$/);
  },
};

/** No other object refers to them: monitors and policies select by label. */
const exporterNames: ValueForm = {
  paths: ["kube-state-metrics|prometheus-node-exporter fullnameOverride"],
  valueClass: "renames",
  expected: 'a name that contains "kube-state-metrics" or "node-exporter"',
  accepts: ({ value }) =>
    isText(value, /^([a-z0-9][a-z0-9-]*-)?(kube-state-metrics|node-exporter)(-[a-z0-9-]*[a-z0-9])?$|^$/),
};

/** Another ConfigMap of the release would have the same name, Grafana's settings for example, and the last one wins. */
const configMapName: ValueForm = {
  paths: ["kube-state-metrics customResourceState name"],
  valueClass: "renames",
  expected: "a name that does not begin with that of the release",
  accepts: ({ value }) => isText(value, /^(?!kube-prometheus-stack)[a-z0-9.-]*$/),
};

const forms = [
  podLabels,
  exporterNames,
  configMapName,
  {
    paths: ["prometheus prometheusSpec additionalArgs"],
    valueClass: "executes",
    expected: `a list of { name, value } with the flags ${flags.prometheus.join(", ")}`,
    accepts: ({ value }: ValueLeaf) => areFlags(value, "named", flags.prometheus),
  },
  {
    paths: ["alertmanager alertmanagerSpec additionalArgs"],
    valueClass: "executes",
    expected: `a list of { name, value } with the flags ${flags.alertmanager.join(", ")}`,
    accepts: ({ value }: ValueLeaf) => areFlags(value, "named", flags.alertmanager),
  },
  {
    paths: ["prometheus-node-exporter extraArgs"],
    valueClass: "executes",
    expected: `a list of the flags ${flags.nodeExporter.map((flag) => `--${flag}`).join(", ")}`,
    accepts: ({ value }: ValueLeaf) => areFlags(value, "dashed", flags.nodeExporter),
  },
  {
    paths: ["kube-state-metrics extraArgs"],
    valueClass: "executes",
    expected: `a list of the flags ${flags.kubeStateMetrics.map((flag) => `--${flag}`).join(", ")}`,
    accepts: ({ value }: ValueLeaf) => areFlags(value, "dashed", flags.kubeStateMetrics),
  },
  ...imageForms,
  ...fileForms,
] satisfies readonly ValueForm[];

const table = forms.map((form) => ({ form, patterns: form.paths.map(pathPattern) }));

/** The form that decides whether a value is harmless, or `undefined` if its path does. */
export function formOf(path: readonly string[]): ValueForm | undefined {
  return table.find(({ patterns }) => patterns.some((pattern) => matchesPath(pattern, path)))?.form;
}

function specPaths(below: string): string[] {
  return [`prometheus prometheusSpec ${below}`, `alertmanager alertmanagerSpec ${below}`];
}

function isText(value: HelmValue, form: RegExp): boolean {
  return typeof value === "string" && form.test(value);
}
