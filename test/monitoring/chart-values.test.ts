import { valueAt } from "../../components/helm/values";
import { crdsValues, monitoringValues } from "../../components/monitoring/chart-values";
import { grafana, monitoringSettings } from "./settings";

describe("values of kube-prometheus-stack", () => {
  it("serve each application under its path, over https", () => {
    expect(monitoringValues(monitoringSettings())).toMatchObject({
      prometheus: {
        prometheusSpec: { routePrefix: "/prometheus", externalUrl: "https://monitoring.example.com/prometheus" },
      },
      alertmanager: {
        alertmanagerSpec: { routePrefix: "/alertmanager", externalUrl: "https://monitoring.example.com/alertmanager" },
      },
    });
  });

  it("serve an application with its own host at the root of it, and the others under their paths", () => {
    expect(monitoringValues(monitoringSettings({ hosts: { prometheus: "prometheus.example.com" } }))).toMatchObject({
      prometheus: { prometheusSpec: { routePrefix: "/", externalUrl: "https://prometheus.example.com/" } },
      alertmanager: {
        alertmanagerSpec: { routePrefix: "/alertmanager", externalUrl: "https://monitoring.example.com/alertmanager" },
      },
    });
    expect(monitoringValues(monitoringSettings({ hosts: { alertmanager: "alerts.example.com" } }))).toMatchObject({
      prometheus: {
        prometheusSpec: { routePrefix: "/prometheus", externalUrl: "https://monitoring.example.com/prometheus" },
      },
      alertmanager: { alertmanagerSpec: { routePrefix: "/", externalUrl: "https://alerts.example.com/" } },
    });
  });

  it("disable Prometheus' lifecycle and admin endpoints in Prometheus itself", () => {
    expect(monitoringValues(monitoringSettings())).toMatchObject({
      prometheus: { prometheusSpec: { reloadStrategy: "ProcessSignal", enableAdminAPI: false } },
    });
  });

  it("expose nothing besides the edge", () => {
    const values = monitoringValues(monitoringSettings({ grafana: grafana() }));
    for (const application of ["prometheus", "alertmanager", "grafana"]) {
      expect(valueAt(values, [application, "ingress", "enabled"])).toBe(false);
      expect(valueAt(values, [application, "route", "main", "enabled"])).toBe(false);
    }
  });

  it("run no hook job for the admission webhook, and wait for no certificate of it", () => {
    expect(monitoringValues(monitoringSettings())).toMatchObject({
      crds: { enabled: false },
      prometheusOperator: { admissionWebhooks: { enabled: false }, tls: { enabled: false } },
    });
  });

  it("restrict the operator to the instances of its own namespace", () => {
    expect(monitoringValues(monitoringSettings({ namespace: "observability" }))).toMatchObject({
      prometheusOperator: {
        prometheusInstanceNamespaces: ["observability"],
        alertmanagerInstanceNamespaces: ["observability"],
      },
    });
  });

  it("select the monitors and rules of every release", () => {
    expect(monitoringValues(monitoringSettings())).toMatchObject({
      prometheus: {
        prometheusSpec: {
          serviceMonitorSelectorNilUsesHelmValues: false,
          podMonitorSelectorNilUsesHelmValues: false,
          ruleSelectorNilUsesHelmValues: false,
          probeSelectorNilUsesHelmValues: false,
          scrapeConfigSelectorNilUsesHelmValues: false,
        },
      },
    });
  });

  it("run nothing by default that a restricted namespace rejects, and scrape nothing that a managed cluster hides", () => {
    expect(monitoringValues(monitoringSettings())).toMatchObject({
      nodeExporter: { enabled: false },
      kubeEtcd: { enabled: false },
      kubeControllerManager: { enabled: false },
      kubeScheduler: { enabled: false },
      kubeProxy: { enabled: false },
      grafana: { enabled: false },
    });
    expect(monitoringValues(monitoringSettings({ nodeExporter: true, controlPlane: true }))).toMatchObject({
      nodeExporter: { enabled: true },
      kubeEtcd: { enabled: true },
      kubeControllerManager: { enabled: true },
      kubeScheduler: { enabled: true },
      kubeProxy: { enabled: true },
    });
  });

  it("keep samples and silences on volumes, if storage is set", () => {
    const claim = (size: string): unknown => ({
      volumeClaimTemplate: {
        spec: {
          accessModes: ["ReadWriteOnce"],
          resources: { requests: { storage: size } },
          storageClassName: "fast",
        },
      },
    });
    expect(monitoringValues(monitoringSettings({ storage: { size: "50Gi", storageClassName: "fast" } }))).toMatchObject(
      {
        prometheus: { prometheusSpec: { retention: "10d", storageSpec: claim("50Gi") } },
        alertmanager: { alertmanagerSpec: { storage: claim("1Gi") } },
      },
    );
    expect(
      valueAt(monitoringValues(monitoringSettings()), ["prometheus", "prometheusSpec", "storageSpec"]),
    ).toBeUndefined();
  });

  it("set memory limits for every workload", () => {
    const values = monitoringValues(monitoringSettings({ grafana: grafana() }));
    const workloads = [
      ["prometheus", "prometheusSpec"],
      ["alertmanager", "alertmanagerSpec"],
      ["prometheusOperator"],
      ["prometheusOperator", "prometheusConfigReloader"],
      ["kube-state-metrics"],
      ["grafana"],
      ["grafana", "sidecar"],
    ];
    for (const workload of workloads) {
      expect(valueAt(values, [...workload, "resources", "limits", "memory"])).toEqual(
        expect.stringMatching(/^\d+[MG]i$/),
      );
    }
  });
});

describe("an override of the values", () => {
  it("wins over the defaults of this stack", () => {
    const values = {
      prometheus: { prometheusSpec: { replicas: 2, retention: "30d" } },
      kubeStateMetrics: { enabled: false },
    };
    expect(monitoringValues(monitoringSettings({ values }))).toMatchObject(values);
  });

  it("loses against the values on which access control depends", () => {
    const values = {
      crds: { enabled: true },
      prometheus: { prometheusSpec: { routePrefix: "/", reloadStrategy: "HTTP", enableAdminAPI: true } },
      alertmanager: { ingress: { enabled: true } },
    };
    expect(monitoringValues(monitoringSettings({ values }))).toMatchObject({
      crds: { enabled: false },
      prometheus: {
        prometheusSpec: { routePrefix: "/prometheus", reloadStrategy: "ProcessSignal", enableAdminAPI: false },
      },
      alertmanager: { ingress: { enabled: false } },
    });
  });
});

describe("values of the custom resource definitions", () => {
  it("delete the definitions with the stack, or keep them", () => {
    expect(crdsValues({ keepCrds: false })).toEqual({ crds: { annotations: {} } });
    expect(crdsValues({ keepCrds: true })).toEqual({ crds: { annotations: { "helm.sh/resource-policy": "keep" } } });
  });
});
