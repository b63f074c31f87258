import type { HelmValue } from "../../../components/helm/values";
import { formOf } from "../../../components/monitoring/values/forms";
import { imageMinors } from "../../../components/monitoring/values/images";
import { charts } from "../../../versions";

function accepts(path: string, value: HelmValue): boolean {
  const keys = path.split(" > ");
  const form = formOf(keys);
  if (form === undefined) {
    throw new Error(`no form decides ${path}`);
  }
  return form.accepts({ path: keys, value });
}

const digest = "a".repeat(64);

describe("the minor release of the operator", () => {
  it("is the pinned chart's", () => {
    expect(charts["kube-prometheus-stack"].appVersion).toMatch(new RegExp(`^v${imageMinors.operator}\\.`));
  });
});

describe("values that are harmless in some forms", () => {
  it.each<[string, HelmValue]>([
    ["prometheus > prometheusSpec > image > tag", "v3.14.0"],
    ["prometheus > prometheusSpec > image > tag", "v3.14.2-distroless"],
    ["prometheus > prometheusSpec > image > sha", digest],
    ["alertmanager > alertmanagerSpec > image > tag", `v0.34.1@sha256:${digest}`],
    ["grafana > image > tag", "13.2.1"],
    ["grafana > image > tag", ""],
    ["prometheusOperator > image > tag", "v0.93.1"],
    ["kube-state-metrics > image > tag", "v1.9.7"],
    ["prometheus-node-exporter > image > digest", `sha256:${digest}`],
    ["prometheus-node-exporter > podLabels > jobLabel", "node-exporter"],
    ["prometheus > prometheusSpec > podMetadata > labels > team", "platform"],
    ["prometheus > prometheusSpec > additionalArgs", [{ name: "query.lookback-delta", value: "1m" }]],
    ["alertmanager > alertmanagerSpec > additionalArgs", [{ name: "silences.max-silences", value: "10" }]],
    [
      "prometheus-node-exporter > extraArgs",
      ["--collector.filesystem.mount-points-exclude=^/(dev|proc)($|/)", "--no-collector.wifi"],
    ],
    ["kube-state-metrics > extraArgs", ["--metric-labels-allowlist=pods=[*]"]],
    ["kube-state-metrics > fullnameOverride", "kube-state-metrics"],
    ["prometheus-node-exporter > fullnameOverride", "monitoring-node-exporter"],
    ["grafana > datasources > datasources.yaml > datasources", [{ name: "Loki" }]],
    [
      "grafana > dashboardProviders > dashboardproviders.yaml > providers",
      [{ options: { path: "/var/lib/grafana/dashboards/default" } }],
    ],
    ["grafana > dashboards > default > Node Exporter > gnetId", 1860],
    ["grafana > dashboards > default > nodes > revision", "31"],
    ["grafana > dashboards > default > nodes > datasource", "Prometheus"],
    ["grafana > dashboards > default > nodes > datasource", [{ name: "DS_PROMETHEUS", value: "Prometheus" }]],
    ["grafana > dashboards > default > nodes > url", "https://example.com/a/b.json?x=1&y=%20"],
    ["grafana > dashboards > default > nodes > json", '{ "legendFormat": "{{pod}}" }'],
    ["grafana > dashboardsConfigMaps > default", "dashboards"],
    ["grafana > sidecar > dashboards > folder", "/tmp/dashboards/team"],
  ])("accept %s: %j", (path, value) => {
    expect(accepts(path, value)).toBe(true);
  });

  it.each<[string, HelmValue, string]>([
    ["prometheus > prometheusSpec > image > tag", "v3.15.0", "another minor release"],
    ["prometheus > prometheusSpec > image > tag", "v2.53.2", "another major release"],
    ["prometheus > prometheusSpec > image > tag", "latest", "any release"],
    ["prometheus > prometheusSpec > version", "v3.140.0", "a minor release with the same beginning"],
    ["prometheus > prometheusSpec > image > sha", "latest", "no digest"],
    ["grafana > image > tag", "12.0.0", "an older release"],
    ["grafana > podLabels > app.kubernetes.io/name", "prometheus", "the label that policies select"],
    ["prometheusOperator > podLabels > app", "x", "the label that the operator's Service selects"],
    ["grafana > podLabels > sidecar.istio.io/inject", "true", "a container beside it"],
    ["prometheus > prometheusSpec > additionalArgs", [{ name: "web.enable-lifecycle" }], "/-/quit for everybody"],
    ["prometheus > prometheusSpec > additionalArgs", [{ name: "web.config.file", value: "x" }], "another listener"],
    ["prometheus > prometheusSpec > additionalArgs", [{ name: "query.x --web.enable-admin-api" }], "two flags in one"],
    [
      "prometheus > prometheusSpec > additionalArgs",
      [{ name: "enable-feature", value: "x" }],
      "features by another name",
    ],
    ["prometheus > prometheusSpec > additionalArgs", ["--query.timeout=1m"], "another notation"],
    ["prometheus > prometheusSpec > additionalArgs", { name: "query.timeout" }, "a map"],
    [
      "alertmanager > alertmanagerSpec > additionalArgs",
      [{ name: "web.route-prefix", value: "/" }],
      "another base path",
    ],
    ["prometheus-node-exporter > extraArgs", ["--web.listen-address=:80"], "another port"],
    ["prometheus-node-exporter > extraArgs", ["--collector.cpu", "--web.config.file=x"], "one flag of two"],
    ["kube-state-metrics > extraArgs", ["--kubeconfig=x"], "another cluster"],
    ["kube-state-metrics > fullnameOverride", "kube-prometheus-stack-prometheus", "the name of another object"],
    ["kube-state-metrics > customResourceState > name", "kube-prometheus-stack-grafana", "Grafana's settings"],
    ["grafana > datasources > grafana.ini", "[auth.anonymous]", "the settings"],
    ["grafana > alerting > download_dashboards.sh > x", "x", "the script of the init container"],
    ["grafana > dashboardProviders > grafana.ini > x", "x", "the settings"],
    ["grafana > dashboardProviders > x.yaml > providers", [{ options: { path: "/tmp; wget x" } }], "a command"],
    ["grafana > dashboardProviders > x.yaml > providers > x > options > path", "$(wget x)", "a command, in a map"],
    [
      "grafana > dashboardProviders > x.yaml > providers",
      [{ options: { path: "/etc/grafana" } }],
      "a folder with settings",
    ],
    ["grafana > dashboards > ../../etc/grafana > x > json", "{}", "a folder with settings"],
    ["grafana > dashboards > default > x > url", 'https://x" ; wget x "', "a command"],
    ["grafana > dashboards > default > x > url", "https://x/$(id)", "a command in quotes"],
    ["grafana > dashboards > default > x > gnetId", "1; wget x", "a command"],
    ["grafana > dashboards > default > x > datasource", "x'; wget x; '", "a command in single quotes"],
    ["grafana > dashboards > default > $(id) > gnetId", 1, "a command in a name"],
    ["grafana > dashboards > default > x > curlOptions", "-o /etc/x", "options"],
    ["grafana > dashboards > default > x > token", "x", "a secret"],
    ["grafana > dashboardsConfigMaps > ../../../etc/grafana", "x", "a ConfigMap over the settings"],
    ["grafana > sidecar > dashboards > folder", "/etc/grafana", "a volume over the settings"],
    ["grafana > sidecar > dashboards > folder", "/tmp/../etc/grafana", "a volume over the settings, by another name"],
  ])("refuse %s: %j: %s", (path, value) => {
    expect(accepts(path, value)).toBe(false);
  });
});
