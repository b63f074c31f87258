import { valueAt } from "../../components/helm/values";
import { crdsValues, monitoringValues } from "../../components/monitoring/chart-values";
import { grafana, monitoringArgs } from "./settings";

describe("values of kube-prometheus-stack", () => {
  it("serve each application under its path, by https", () => {
    expect(monitoringValues(monitoringArgs({ alertmanagerPath: "/alerts" }))).toMatchObject({
      prometheus: {
        prometheusSpec: { routePrefix: "/prometheus", externalUrl: "https://monitoring.example.com/prometheus" },
      },
      alertmanager: {
        alertmanagerSpec: { routePrefix: "/alerts", externalUrl: "https://monitoring.example.com/alerts" },
      },
    });
  });

  it("serve an application at the root of its own host, and the others under their path", () => {
    expect(monitoringValues(monitoringArgs({ hosts: { prometheus: "prometheus.example.com" } }))).toMatchObject({
      prometheus: { prometheusSpec: { routePrefix: "/", externalUrl: "https://prometheus.example.com/" } },
      alertmanager: {
        alertmanagerSpec: { routePrefix: "/alertmanager", externalUrl: "https://monitoring.example.com/alertmanager" },
      },
    });
  });

  it("close Prometheus' lifecycle and admin endpoints at the source", () => {
    expect(monitoringValues(monitoringArgs())).toMatchObject({
      prometheus: { prometheusSpec: { reloadStrategy: "ProcessSignal", enableAdminAPI: false } },
    });
  });

  it("open no door besides the edge", () => {
    const values = monitoringValues(monitoringArgs({ grafana: grafana() }));
    for (const application of ["prometheus", "alertmanager", "grafana"]) {
      expect(valueAt(values, [application, "ingress", "enabled"])).toBe(false);
      expect(valueAt(values, [application, "route", "main", "enabled"])).toBe(false);
    }
  });

  it("run no hook job for the admission webhook, and do not wait for its certificate", () => {
    expect(monitoringValues(monitoringArgs())).toMatchObject({
      crds: { enabled: false },
      prometheusOperator: { admissionWebhooks: { enabled: false }, tls: { enabled: false } },
    });
  });

  it("keep the operator to its own namespace's instances", () => {
    expect(monitoringValues(monitoringArgs({ namespace: "observability" }))).toMatchObject({
      prometheusOperator: {
        prometheusInstanceNamespaces: ["observability"],
        alertmanagerInstanceNamespaces: ["observability"],
      },
    });
  });

  it("select the monitors and rules of every release", () => {
    expect(monitoringValues(monitoringArgs())).toMatchObject({
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

  it("run nothing that a restricted namespace refuses or a managed cluster hides, unless asked", () => {
    expect(monitoringValues(monitoringArgs())).toMatchObject({
      nodeExporter: { enabled: false },
      kubeEtcd: { enabled: false },
      kubeControllerManager: { enabled: false },
      kubeScheduler: { enabled: false },
      kubeProxy: { enabled: false },
      grafana: { enabled: false },
    });
    expect(monitoringValues(monitoringArgs({ nodeExporter: true, controlPlane: true }))).toMatchObject({
      nodeExporter: { enabled: true },
      kubeEtcd: { enabled: true },
    });
  });

  it("keep samples on a volume when one is asked for", () => {
    const claim = (size: string): unknown => ({
      volumeClaimTemplate: {
        spec: {
          accessModes: ["ReadWriteOnce"],
          resources: { requests: { storage: size } },
          storageClassName: "fast",
        },
      },
    });
    expect(monitoringValues(monitoringArgs({ storage: { size: "50Gi", storageClassName: "fast" } }))).toMatchObject({
      prometheus: { prometheusSpec: { retention: "10d", storageSpec: claim("50Gi") } },
      alertmanager: { alertmanagerSpec: { storage: claim("1Gi") } },
    });
    expect(
      valueAt(monitoringValues(monitoringArgs()), ["prometheus", "prometheusSpec", "storageSpec"]),
    ).toBeUndefined();
  });

  it("set limits for everything that runs", () => {
    const values = monitoringValues(monitoringArgs({ grafana: grafana() }));
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
  it("wins over our defaults", () => {
    const values = {
      prometheus: { prometheusSpec: { replicas: 2, retention: "30d" } },
      kubeStateMetrics: { enabled: false },
    };
    expect(monitoringValues(monitoringArgs({ values }))).toMatchObject(values);
  });

  it("loses against what the sign-in rests on", () => {
    const values = {
      crds: { enabled: true },
      prometheus: { prometheusSpec: { routePrefix: "/", reloadStrategy: "HTTP", enableAdminAPI: true } },
      alertmanager: { ingress: { enabled: true } },
    };
    expect(monitoringValues(monitoringArgs({ values }))).toMatchObject({
      crds: { enabled: false },
      prometheus: {
        prometheusSpec: { routePrefix: "/prometheus", reloadStrategy: "ProcessSignal", enableAdminAPI: false },
      },
      alertmanager: { ingress: { enabled: false } },
    });
  });
});

describe("values of the custom resource definitions", () => {
  it("let them go with the stack, or keep them", () => {
    expect(crdsValues({})).toEqual({ crds: { annotations: {} } });
    expect(crdsValues({ keepCrds: true })).toEqual({ crds: { annotations: { "helm.sh/resource-policy": "keep" } } });
  });
});
