import { valueLeaves } from "../../../components/helm/values";
import { monitoringFixed } from "../../../components/monitoring/chart-values";
import { classify } from "../../../components/monitoring/values/classify";
import { matchesPath, pathPattern } from "../../../components/monitoring/values/pattern";
import { charts } from "../../../versions";
import { keysOf, monitoringValuePaths } from "../../contracts/support/chart-facts";
import { grafana, monitoringSettings } from "../settings";

const { version, paths } = monitoringValuePaths();

/** Keys with which a chart usually exposes, authenticates, executes or renames something. */
const dangerous =
  /^(.*ingress.*|.*route.*|listener.*|.*nodeport.*|host(network|port|ipc|pid)|loadbalancer.*|externalips|clusterip|.*containers|sidecars|.*args|command|lifecycle.*|.*env|envfrom.*|.*auth.*|oauth.*|ldap|.*password.*|.*secrets?|.*token.*|.*mounts?|.*volumes?|plugins|.*manifests|.*objects|web|listen.*|.*override|.*serviceaccount.*|rbac|.*role.*|networkpolicy|.*selector|.*labels|extraconfig.*|additionalconfig.*)$/i;

/** Harmless values with such a key, and why each is harmless. */
const accepted: readonly (readonly [patterns: readonly string[], reason: string])[] = [
  [["alertmanager config **"], "Alertmanager's route tree sends notifications"],
  [
    ["** automountServiceAccountToken|autoMount", "** serviceAccount annotations **"],
    "the identity stays; cloud roles are annotations",
  ],
  [["** serviceMonitor **", "** prometheus monitor|podMonitor|scrapeconfig **"], "how Prometheus scrapes, and as whom"],
  [["defaultRules **", "customRules **"], "labels and annotations of alerts"],
  [["commonLabels *"], "labels that nothing selects; the chart's own keys are refused"],
  [["prometheus|alertmanager additionalLabels *"], "labels of the resource, not of its pods"],
  [["prometheus prometheusSpec externalLabels *"], "labels of samples"],
  [["** imagePullSecrets", "** pullSecrets"], "names of Secrets for the registry"],
  [["** nodeSelector *", "prometheus prometheusSpec *Selector *"], "where pods run, and what Prometheus scrapes"],
  [
    ["alertmanager alertmanagerSpec alertmanagerConfigSelector|alertmanagerConfigNamespaceSelector *"],
    "which routing configuration is read",
  ],
  [
    ["prometheus|alertmanager prometheusSpec|alertmanagerSpec secrets|configSecret|useExistingSecret"],
    "names of Secrets",
  ],
  [["prometheus prometheusSpec additional*Secret **", "grafana smtp **"], "names of Secrets"],
  [["prometheus prometheusSpec thanos objectStorageConfig existingSecret *"], "name of a Secret"],
  [["* service selector *", "* service selector"], "what a headless Service for scraping the control plane selects"],
  [["* jobNameOverride"], "label of samples"],
  [["** containerSecurityContext|securityContext **"], "fewer or other rights within the pod"],
  [["** verticalPodAutoscaler|podDisruptionBudget|autoscaling **"], "size and number of pods"],
  [["grafana persistence **"], "Grafana's volume"],
  [["prometheus prometheusSpec serviceDiscoveryRole"], "Endpoints or EndpointSlice"],
  [["prometheus prometheusSpec podTargetLabels|overrideHonorLabels"], "labels of samples"],
  [
    ["crds upgradeJob **", "prometheusOperator admissionWebhooks patch **"],
    "no effect: the stack manages the switch, and the measured effects prove it",
  ],
  [["grafana operator matchLabels *"], "labels of dashboards for another Grafana"],
  [["prometheus-node-exporter image distroless"], "the image without a shell"],
  [["kube-state-metrics metricLabelsAllowlist"], "labels of samples"],
];
const acceptedPatterns = accepted.flatMap(([patterns]) => patterns.map(pathPattern));

describe("the classes of Helm values", () => {
  it("were written for the pinned chart", () => {
    expect(version).toBe(charts["kube-prometheus-stack"].version);
    expect(paths.length).toBeGreaterThan(2000);
  });

  it("cover every value path of the chart and its subcharts", () => {
    expect(paths.filter((path) => classify(keysOf(path)) === undefined)).toEqual([]);
  });

  it("cover none that the chart does not declare", () => {
    expect(classify(["prometheus", "prometheusSpec", "somethingNew"])).toBeUndefined();
    expect(classify(["somethingNew", "enabled"])).toBeUndefined();
  });

  it("call no key harmless that usually exposes, authenticates or executes, except with a reason", () => {
    const suspicious = paths
      .map(keysOf)
      .filter((keys) => classify(keys) === "harmless" && keys.some((key) => dangerous.test(key)))
      .filter((keys) => !acceptedPatterns.some((pattern) => matchesPath(pattern, keys)));
    expect(suspicious.map((keys) => keys.join("."))).toEqual([]);
  });

  it.each(["ingress", "route", "networkPolicy", "hostNetwork", "containers", "env", "extraManifests"])(
    "refuse the key %s in a component that the chart does not have yet",
    (key) => {
      expect(classify(["newComponent", key, "enabled"])).not.toBe("harmless");
      expect(classify(["newComponent", key, "enabled"])).toBeDefined();
    },
  );

  it("refuse or manage every Service, Ingress and route of the chart", () => {
    const managed = valueLeaves(monitoringFixed(monitoringSettings({ grafana: grafana() }))).map(({ path }) =>
      path.join("."),
    );
    const open = paths
      .map(keysOf)
      .filter((keys) =>
        /^(type|nodePort|externalIPs|loadBalancer.*|hostnames|hosts|parentRefs)$/.test(keys.at(-1) ?? ""),
      )
      .filter((keys) => keys.some((key) => /service|ingress|route/i.test(key)))
      .filter((keys) => classify(keys) === "harmless" && !managed.includes(keys.join(".")));
    expect(open).toEqual([]);
  });
});

describe("pathPattern", () => {
  it.each<[string, string[], boolean]>([
    ["a b", ["a", "b"], true],
    ["a b", ["a", "b", "c"], false],
    ["a|b *", ["b", "x"], true],
    ["a|bc", ["abc"], false],
    ["** x **", ["x"], true],
    ["** x **", ["a", "x", "b", "c"], true],
    ["** x", ["a", "x", "b"], false],
    ["grafana.ini", ["grafanaXini"], false],
    ["log.*", ["log.console"], true],
  ])("matches %s with %j: %s", (text, path, matches) => {
    expect(matchesPath(pathPattern(text), path)).toBe(matches);
  });
});
