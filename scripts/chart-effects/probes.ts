import type { HelmValue, HelmValues } from "../../components/helm/values";
import { matchesPath, type PathPattern, pathPattern } from "../../components/monitoring/values/pattern";
import type { ValuePath } from "./value-paths";

/** A name that occurs nowhere in the chart. */
const probe = "probe";
const named = { name: probe, value: probe };

/**
 * Values of a path that differ from its default. What they change together is what the path can do. Of each list, the first
 * value that the chart accepts is taken.
 */
export function probesOf({ path, value }: ValuePath): (readonly HelmValue[])[] {
  const special = specialProbes.filter(([pattern]) => matchesPath(pattern, path)).flatMap(([, values]) => values);
  return [...special.map((each) => [each]), ...probesOfType(value)];
}

/** A text that continues as another key where a template inserts it between quotes into JSON. */
const injection = 'probe","injected":"probe';

const texts = [injection, probe];
const lists = [[named], [probe]];
const maps = [{ probe: { enabled: true, probe } }, { probe }];

function probesOfType(value: HelmValue | undefined): (readonly HelmValue[])[] {
  if (value === undefined || value === null) {
    return [[true], texts, lists, maps];
  }
  if (Array.isArray(value)) {
    return value.length === 0
      ? [lists]
      : [lists, [[...(value as HelmValue[]), typeof value[0] === "object" ? named : probe]]];
  }
  if (typeof value === "boolean") {
    return [[!value]];
  }
  if (typeof value === "number") {
    return [[value + 17]];
  }
  if (typeof value === "string") {
    return value === "" ? [texts] : [texts, [""]];
  }
  return [maps];
}

/** Values of which the chart accepts a choice or a form only, so that no other probe gets through. */
const specialProbes = specials([
  ["** service type", ["NodePort", "LoadBalancer", "ExternalName"]],
  ["** hosts|paths|hostnames", [["probe.example.com"], [{ host: "probe.example.com", paths: [{ path: "/" }] }]]],
  ["** tls", [[{ secretName: probe, hosts: ["probe.example.com"] }]]],
  ["** parentRefs", [[{ name: probe, namespace: probe }]]],
  ["** route|listenerSet", [{ probe: { enabled: true, hostnames: ["probe.example.com"], parentRefs: [named] } }]],
  ["** extraManifests|extraObjects", [[{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: probe } }]]],
  [
    "** containers|initContainers|extraContainers|extraInitContainers",
    [[{ name: probe, image: probe }], "- name: probe"],
  ],
  ["** volumes|extraVolumes", [[{ name: probe, emptyDir: {} }]]],
  ["** volumeMounts|extraVolumeMounts", [[{ name: probe, mountPath: "/probe" }]]],
  ["** extraSecretMounts", [[{ name: probe, secretName: probe, mountPath: "/probe", subPath: "" }]]],
  ["** extraConfigmapMounts", [[{ name: probe, configMap: probe, mountPath: "/probe", subPath: "" }]]],
  ["** livenessProbe|readinessProbe|startupProbe", [{ exec: { command: [probe] } }]],
  ["additionalPrometheusRules", [[{ name: probe, groups: [] }]]],
  ["additionalPrometheusRulesMap", [{ probe: { groups: [] } }]],
  ["prometheus additionalPodMonitors", [[{ name: probe, selector: {}, podMetricsEndpoints: [] }]]],
  ["prometheus additionalServiceMonitors", [[{ name: probe, selector: {}, endpoints: [] }]]],
  [
    "grafana dashboards",
    [{ probe: { probe: { json: "{}" } } }, { probe: { probe: { url: probe } } }, { probe: { probe: { gnetId: 1 } } }],
  ],
  ["grafana dashboardProviders", [{ "probe.yaml": { providers: [{ name: probe, options: { path: "/probe" } }] } }]],
  ["grafana grafana.ini", [{ "auth.anonymous": { org_name: probe } }]],
  ["grafana envValueFrom", [{ GF_PROBE: { fieldRef: { fieldPath: "x" } } }]],
  ["grafana sidecar dashboards provider updateIntervalSeconds", [17]],
  ["grafana|prometheus|alertmanager ingress extraPaths", [[{ path: "/probe", backend: named }]]],
  ["grafana persistence type", ["statefulset", "sts"]],
  ["kube-state-metrics customResourceState config", [{ probe }]],
  ["prometheus prometheusSpec additional*Secret", [{ enabled: true, name: probe, key: probe }]],
  ["prometheus-node-exporter kind", ["deployment"]],
]);

function specials(
  entries: readonly (readonly [string, readonly HelmValue[]])[],
): [PathPattern, readonly HelmValue[]][] {
  return entries.map(([pattern, values]) => [pathPattern(pattern), values]);
}

/** The values that set one path. */
export function nested(path: readonly string[], value: HelmValue): HelmValues {
  const [key = "", ...below] = path;
  return { [key]: below.length === 0 ? value : nested(below, value) };
}
