import { type HelmValues, mergeValues } from "../helm/values";
import { grafanaChoices, grafanaFixed } from "./grafana-values";
import { builtInLocation, type MonitoringStackBaseArgs, type Location, locationUrl } from "./settings";

/** Values of the chart that installs the custom resource definitions. */
export function crdsValues({ keepCrds = false }: Pick<MonitoringStackBaseArgs, "keepCrds">): HelmValues {
  return { crds: { annotations: keepCrds ? { "helm.sh/resource-policy": "keep" } : {} } };
}

/** Values of kube-prometheus-stack: our choices, over them the caller's, over them what is not up for choice. */
export function monitoringValues(settings: MonitoringStackBaseArgs): HelmValues {
  return mergeValues(monitoringChoices(settings), settings.values ?? {}, monitoringFixed(settings));
}

/** Defaults that a caller may change. */
function monitoringChoices(settings: MonitoringStackBaseArgs): HelmValues {
  const { nodeExporter = false, controlPlane = false, grafana } = settings;
  return {
    nodeExporter: { enabled: nodeExporter },
    kubeEtcd: { enabled: controlPlane },
    kubeControllerManager: { enabled: controlPlane },
    kubeScheduler: { enabled: controlPlane },
    kubeProxy: { enabled: controlPlane },
    prometheus: { prometheusSpec: prometheusChoices(settings) },
    alertmanager: { alertmanagerSpec: alertmanagerChoices(settings) },
    prometheusOperator: {
      resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
      prometheusConfigReloader: {
        resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { cpu: "100m", memory: "64Mi" } },
      },
    },
    "kube-state-metrics": {
      resources: { requests: { cpu: "10m", memory: "64Mi" }, limits: { cpu: "200m", memory: "256Mi" } },
    },
    grafana: grafana === undefined ? { enabled: false } : grafanaChoices(),
  };
}

function prometheusChoices({ retention = "10d", storage }: MonitoringStackBaseArgs): HelmValues {
  return {
    retention,
    resources: { requests: { cpu: "200m", memory: "512Mi" }, limits: { cpu: "2", memory: "2Gi" } },
    ...(storage === undefined ? {} : { storageSpec: volumeClaim(storage.size, storage.storageClassName) }),
    // Monitors and rules of any release count, not only of this one: the proxy's and the session store's among them.
    serviceMonitorSelectorNilUsesHelmValues: false,
    podMonitorSelectorNilUsesHelmValues: false,
    ruleSelectorNilUsesHelmValues: false,
    probeSelectorNilUsesHelmValues: false,
    scrapeConfigSelectorNilUsesHelmValues: false,
    // When the first load and the first reload by signal fall into one second, the reloader waits three minutes for a
    // reload that it took for the first load (v0.93). The operator merges this into its own container.
    containers: [{ name: "prometheus", lifecycle: { postStart: { sleep: { seconds: 2 } } } }],
  };
}

function alertmanagerChoices({ storage }: MonitoringStackBaseArgs): HelmValues {
  return {
    resources: { requests: { cpu: "20m", memory: "64Mi" }, limits: { cpu: "200m", memory: "256Mi" } },
    ...(storage === undefined ? {} : { storage: volumeClaim("1Gi", storage.storageClassName) }),
    // It never speaks to the Kubernetes API.
    automountServiceAccountToken: false,
  };
}

function volumeClaim(size: string, storageClassName: string | undefined): HelmValues {
  return {
    volumeClaimTemplate: {
      spec: {
        accessModes: ["ReadWriteOnce"],
        resources: { requests: { storage: size } },
        ...(storageClassName === undefined ? {} : { storageClassName }),
      },
    },
  };
}

/** What the sign-in, the access rules and the names in other rooms rest on; over every override. */
export function monitoringFixed(settings: MonitoringStackBaseArgs): HelmValues {
  const { namespace, host, hosts, prometheusPath, alertmanagerPath, grafana } = settings;
  const prometheus = builtInLocation("prometheus", host, hosts);
  const alertmanager = builtInLocation("alertmanager", host, hosts);
  return {
    // They have a release of their own, which an upgrade upgrades.
    crds: { enabled: false },
    // Services are called by the names that the release name gives them.
    fullnameOverride: "",
    nameOverride: "",
    namespaceOverride: "",
    cleanPrometheusOperatorObjectNames: false,
    prometheus: {
      ...noDoorOfItsOwn,
      prometheusSpec: {
        ...servedAt({ ...prometheus, basePath: prometheusPath ?? prometheus.basePath }),
        // By signal, because the operator else opens `/-/reload` and `/-/quit` to whoever reaches the port.
        reloadStrategy: "ProcessSignal",
        enableAdminAPI: false,
      },
    },
    alertmanager: {
      ...noDoorOfItsOwn,
      alertmanagerSpec: servedAt({ ...alertmanager, basePath: alertmanagerPath ?? alertmanager.basePath }),
      namespaceOverride: "",
    },
    prometheusOperator: {
      // The webhook's certificate is made by hook jobs with an image of their own, which have to reach the API server
      // through the namespace's default-deny policy, and which hang when they cannot. Without the webhook a faulty rule
      // is reported by the operator instead of refused.
      admissionWebhooks: { enabled: false },
      // Else the operator waits for the certificate that nobody makes.
      tls: { enabled: false },
      // Two operators that both see an object roll its pods without end.
      prometheusInstanceNamespaces: [namespace],
      alertmanagerInstanceNamespaces: [namespace],
    },
    ...(grafana === undefined
      ? {}
      : { grafana: grafanaFixed(builtInLocation("grafana", host, hosts), namespace, grafana) }),
  };
}

/** The way in is the edge's, with the sign-in before it. */
const noDoorOfItsOwn: HelmValues = { ingress: { enabled: false }, route: { main: { enabled: false } } };

/** Both, always: the external URL alone moves the links but not the listener, and its default is plain http. */
function servedAt(location: Location): HelmValues {
  return location.basePath === ""
    ? { routePrefix: "/", externalUrl: `${locationUrl(location)}/` }
    : { routePrefix: location.basePath, externalUrl: locationUrl(location) };
}
