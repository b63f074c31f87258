import { classify } from "../../../components/monitoring/values/classify";
import { imageMinors } from "../../../components/monitoring/values/images";
import { isHarmlessEffect } from "../../../scripts/chart-effects/harmless-effects";
import { witnesses } from "../../../scripts/chart-effects/witnesses";
import { charts } from "../../../versions";
import { keysOf, monitoringChartEffects, monitoringValuePaths } from "../../contracts/support/chart-facts";

const facts = monitoringChartEffects();
const measured = new Set(facts.paths);

/** Values that pass although the pinned chart renders another effect for them, and why. */
const exceptions: Readonly<Record<string, string>> = {
  "grafana.persistence.type": "a headless Service for the same pods: the network policies decide who connects",
  "grafana.sidecar.datasources.enabled": "the init container of the sidecar, which is not there without it",
  "kube-state-metrics.autosharding.enabled": "a StatefulSet, its right to read itself, and a headless Service",
  "kube-state-metrics.collectors": "the right to list what is exported",
  "kube-state-metrics.customResourceState.enabled": "the right to list definitions, and a file with the configuration",
  "kube-state-metrics.prometheusScrape": "an annotation for scraping",
  "kube-state-metrics.selfMonitor.enabled": "a port with metrics of an exporter that no route leads to",
  "kubeScheduler.serviceMonitor.resource.enabled": "the right to scrape another path",
  "kubelet.serviceMonitor.cAdvisor": "the right to scrape another path",
  "kubelet.serviceMonitor.resource": "the right to scrape another path",
};

/** Values of which the chart accepts a form only that the probes do not have, and what they do. */
const unmeasured: Readonly<Record<string, string>> = {
  "prometheus.prometheusSpec.additionalAlertManagerConfigsSecret.key": "measured together with the Secret's name",
  "prometheus.prometheusSpec.additionalAlertManagerConfigsSecret.optional": "measured together with the Secret's name",
  "prometheus.prometheusSpec.additionalAlertRelabelConfigsSecret.key": "measured together with the Secret's name",
  "prometheus.prometheusSpec.additionalScrapeConfigsSecret.enabled": "measured together with the Secret's name",
};

describe("the measured effects of the values that pass", () => {
  it("are those of the pinned chart", () => {
    expect(facts.version).toBe(charts["kube-prometheus-stack"].version);
    expect(facts.paths.length).toBeGreaterThan(1000);
    expect(facts.effects.length).toBeGreaterThan(300);
  });

  it("contain every value that passes", () => {
    const passing = monitoringValuePaths().paths.filter((path) => classify(keysOf(path)) === "harmless");
    expect(passing.filter((path) => !measured.has(path) && !measured.has(`${path}.*`))).toEqual([]);
    expect(facts.paths.filter((path) => classify(keysOf(path)) !== "harmless")).toEqual([]);
  });

  it("are harmless", () => {
    expect(facts.effects.filter((effect) => !isHarmlessEffect(effect))).toEqual([]);
  });

  it("include no other effect without a reason", () => {
    expect(Object.keys(facts.dangerous).sort()).toEqual(Object.keys(exceptions).sort());
  });

  it("are known for every value but those of which the chart rejects the probes", () => {
    expect([...facts.rejected].sort()).toEqual(Object.keys(unmeasured).sort());
  });
});

describe("the measured effects of values that are refused", () => {
  it.each(Object.keys(witnesses))("show %s", (witness) => {
    expect(facts.witnesses[witness]?.filter((effect) => !isHarmlessEffect(effect))).not.toEqual([]);
  });
});

describe("an effect that nobody has judged", () => {
  it.each([
    "+ Ingress/prometheus",
    "+ HTTPRoute/prometheus-public",
    "+ NetworkPolicy/grafana",
    "+ Secret/probe",
    "Service/prometheus spec.type",
    "Service/grafana metadata.annotations.tailscale.com/expose",
    "Prometheus/prometheus spec.listenLocal",
    "Prometheus/prometheus spec.containers",
    "Prometheus/prometheus spec.podMetadata.annotations",
    "Alertmanager/alertmanager spec.web",
    "Deployment/grafana spec.template.spec.containers.[grafana].env.[GF_PROBE]",
    "Deployment/grafana spec.template.spec.containers.[grafana].volumeMounts.[probe]",
    "Deployment/grafana spec.template.spec.serviceAccountName",
    "Deployment/grafana spec.template.metadata.labels.app.kubernetes.io/name",
    "ConfigMap/grafana data.grafana.ini.[auth.proxy].enabled",
    "NewKind/prometheus spec.anything",
  ])("is dangerous: %s", (effect) => {
    expect(isHarmlessEffect(effect)).toBe(false);
  });
});

describe("the image versions that pass", () => {
  it.each(Object.entries(imageMinors))("of %s are patches of the pinned chart's", (name, minor) => {
    const image = new RegExp(`/(prometheus-)?${name}:v?${minor.replace(".", "\\.")}\\.`);
    expect(facts.images.filter((each) => image.test(each))).toHaveLength(1);
  });
});
