import type { ValueLeaf } from "../../helm/values";
import type { ValueForm } from "./form";

/**
 * Minor releases of the pinned chart's images for which access rules and settings were written. Their patches have the same
 * API and settings.
 */
export const imageMinors = {
  prometheus: "3.14",
  alertmanager: "0.34",
  grafana: "13.2",
  operator: "0.93",
} as const;

const digest = "(@sha256:[0-9a-f]{64})?";

function patchesOf(minor: string, paths: readonly string[]): ValueForm {
  const tag = new RegExp(`^v?${minor.replaceAll(".", "\\.")}\\.\\d+([-+][\\w.-]+)?${digest}$`);
  return {
    paths,
    valueClass: "versions",
    expected: `a patch of ${minor}, such as "${minor}.0"`,
    accepts: ({ value }: ValueLeaf) => value === "" || (typeof value === "string" && tag.test(value)),
  };
}

/** Images of programs that no route leads to can have any version. */
const anyTag: ValueForm = {
  paths: [
    "kube-state-metrics|prometheus-node-exporter image tag",
    "grafana sidecar|initChownData image tag",
    "grafana downloadDashboardsImage tag",
    "prometheusOperator thanosImage tag",
  ],
  valueClass: "versions",
  expected: "a tag",
  accepts: ({ value }) => typeof value === "string" && new RegExp(`^[\\w.+-]*${digest}$`).test(value),
};

const digests: ValueForm = {
  paths: ["** image|downloadDashboardsImage|thanosImage sha|digest"],
  valueClass: "versions",
  expected: "a SHA-256 digest",
  accepts: ({ value }) => typeof value === "string" && /^((sha256:)?[0-9a-f]{64})?$/.test(value),
};

export const imageForms: readonly ValueForm[] = [
  patchesOf(imageMinors.prometheus, ["prometheus prometheusSpec image tag", "prometheus prometheusSpec version"]),
  patchesOf(imageMinors.alertmanager, [
    "alertmanager alertmanagerSpec image tag",
    "alertmanager alertmanagerSpec version",
  ]),
  patchesOf(imageMinors.grafana, ["grafana image tag"]),
  patchesOf(imageMinors.operator, [
    "prometheusOperator image tag",
    "prometheusOperator prometheusConfigReloader image tag",
  ]),
  anyTag,
  digests,
];
