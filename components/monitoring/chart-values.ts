import { type HelmValues, mergeValues } from "../helm/values";
import { grafanaChoices, grafanaFixed } from "./grafana-values";
import { type Location, locationUrl } from "./location";
import { alertmanagerService, prometheusService, type ServiceReference } from "./service-names";
import type { MonitoringSettings } from "./settings";

/** Values of the chart that installs the custom resource definitions. */
export function crdsValues({ keepCrds }: Pick<MonitoringSettings, "keepCrds">): HelmValues {
  return { crds: { annotations: keepCrds ? { "helm.sh/resource-policy": "keep" } : {} } };
}

/** Values of kube-prometheus-stack: defaults < the caller's values < values on which access control depends. */
export function monitoringValues(settings: MonitoringSettings): HelmValues {
  const { values, uncheckedValues } = settings;
  return mergeValues(monitoringChoices(settings), values, uncheckedValues, monitoringFixed(settings));
}

/** Defaults that a caller may change. */
function monitoringChoices(settings: MonitoringSettings): HelmValues {
  const { nodeExporter, controlPlane, grafana } = settings;
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
    ...(grafana === undefined ? {} : { grafana: grafanaChoices() }),
  };
}

function prometheusChoices({ retention, storage }: MonitoringSettings): HelmValues {
  return {
    retention,
    resources: { requests: { cpu: "200m", memory: "512Mi" }, limits: { cpu: "2", memory: "2Gi" } },
    ...(storage === undefined ? {} : { storageSpec: volumeClaim(storage.size, storage.storageClassName) }),
    // Select monitors and rules of every release, including those of the proxy and the session store.
    serviceMonitorSelectorNilUsesHelmValues: false,
    podMonitorSelectorNilUsesHelmValues: false,
    ruleSelectorNilUsesHelmValues: false,
    probeSelectorNilUsesHelmValues: false,
    scrapeConfigSelectorNilUsesHelmValues: false,
    // If the first load and the first reload by signal happen within the same second, the reloader mistakes one for the
    // other and waits three minutes (v0.93). The operator merges this into its own container.
    containers: [{ name: "prometheus", lifecycle: { postStart: { sleep: { seconds: 2 } } } }],
  };
}

function alertmanagerChoices({ storage }: MonitoringSettings): HelmValues {
  return {
    resources: { requests: { cpu: "20m", memory: "64Mi" }, limits: { cpu: "200m", memory: "256Mi" } },
    ...(storage === undefined ? {} : { storage: volumeClaim("1Gi", storage.storageClassName) }),
    // It never calls the Kubernetes API.
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

/** Values on which sign-in, access rules and the names in other modules depend. They win over every override. */
export function monitoringFixed(settings: MonitoringSettings): HelmValues {
  const { namespace, locations, grafana } = settings;
  return {
    // A separate release installs them, so that an upgrade upgrades them.
    crds: { enabled: false },
    // The Services' names follow from the release name.
    fullnameOverride: "",
    nameOverride: "",
    namespaceOverride: "",
    cleanPrometheusOperatorObjectNames: false,
    prometheus: {
      ...noExposure,
      service: servedOn(prometheusService),
      prometheusSpec: {
        ...listener,
        ...servedAt(locations.prometheus),
        // By signal: otherwise the operator enables `/-/reload` and `/-/quit` for every client that reaches the port.
        reloadStrategy: "ProcessSignal",
        enableAdminAPI: false,
      },
    },
    alertmanager: {
      ...noExposure,
      service: servedOn(alertmanagerService),
      alertmanagerSpec: { ...listener, ...servedAt(locations.alertmanager) },
      namespaceOverride: "",
    },
    "kube-state-metrics": ownLabels,
    "prometheus-node-exporter": ownLabels,
    prometheusOperator: {
      // Hook jobs with their own image create the webhook's certificate. The namespace's default-deny policy blocks
      // their access to the API server, and they would hang. Without the webhook, the operator reports an invalid rule
      // instead of rejecting it.
      admissionWebhooks: { enabled: false },
      // Otherwise the operator waits for a certificate that does not exist.
      tls: { enabled: false },
      // Two operators that manage the same object would restart its pods endlessly.
      prometheusInstanceNamespaces: [namespace],
      alertmanagerInstanceNamespaces: [namespace],
    },
    // Without the settings of its sign-in, Grafana would accept its default administrator.
    grafana: grafana === undefined ? { enabled: false } : grafanaFixed(locations.grafana, namespace, grafana),
  };
}

/** Only the stack's edge exposes the applications, behind sign-in. */
const noExposure: HelmValues = { ingress: { enabled: false }, route: { main: { enabled: false } } };

/** Labels of a subchart's pods and their namespace, on which network policies rely. */
const ownLabels: HelmValues = { nameOverride: "", namespaceOverride: "" };

/** Where routes, network policies and probes expect an application. */
const listener: HelmValues = { listenLocal: false, hostNetwork: false, portName: "http-web" };

/** The Service that the edge and Grafana's data source connect to. */
function servedOn({ port }: ServiceReference): HelmValues {
  return { enabled: true, type: "ClusterIP", port, targetPort: port };
}

/** Sets both: the external URL alone changes the links but not the listener, and its default is plain http. */
function servedAt(location: Location): HelmValues {
  return location.basePath === ""
    ? { routePrefix: "/", externalUrl: `${locationUrl(location)}/` }
    : { routePrefix: location.basePath, externalUrl: locationUrl(location) };
}
