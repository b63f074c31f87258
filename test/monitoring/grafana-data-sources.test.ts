import type { HelmValues } from "../../components/helm/values";
import { readsAlertmanager } from "../../components/monitoring/grafana-data-sources";
import { grafana, monitoringSettings } from "./settings";

const reads = (ofGrafana: HelmValues): boolean =>
  readsAlertmanager(monitoringSettings({ grafana: grafana(), values: { grafana: ofGrafana } }));

const alertmanager = {
  name: "Alertmanager",
  type: "alertmanager",
  url: "http://kube-prometheus-stack-alertmanager:9093",
};

describe("Grafana", () => {
  it.each<[string, HelmValues]>([
    ["the chart's own", { sidecar: { datasources: { alertmanager: { enabled: true } } } }],
    ["one in a list", { additionalDataSources: [{ name: "Loki", type: "loki" }, alertmanager] }],
    ["one in a text", { additionalDataSourcesString: `- name: Alertmanager\n  type: "alertmanager"\n` }],
    ["one in a file", { datasources: { "datasources.yaml": { apiVersion: 1, datasources: [alertmanager] } } }],
  ])("reads Alertmanager with a data source for it: %s", (_case, ofGrafana) => {
    expect(reads(ofGrafana)).toBe(true);
  });

  it.each<[string, HelmValues]>([
    ["by default", {}],
    ["with data sources of other types", { additionalDataSources: [{ name: "alertmanager", type: "prometheus" }] }],
    ["with a text of other types", { additionalDataSourcesString: "- name: alertmanager\n  type: prometheus\n" }],
  ])("does not read Alertmanager %s", (_case, ofGrafana) => {
    expect(reads(ofGrafana)).toBe(false);
  });

  it("does not read Alertmanager when it is not installed", () => {
    const values = { grafana: { sidecar: { datasources: { alertmanager: { enabled: true } } } } };
    expect(readsAlertmanager(monitoringSettings({ values }))).toBe(false);
  });
});
