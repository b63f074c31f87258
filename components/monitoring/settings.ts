import type * as pulumi from "@pulumi/pulumi";
import { type ChartSource, type ChartSourceArgs, checkChartSource, resolveChartSource } from "../helm/chart-source";
import type { HelmValues, HelmValuesArgs } from "../helm/values";
import type { CaBundle } from "../tls/types";
import { checkText } from "../validation/check";
import { type Keys, ownKeys } from "../validation/keys";
import { dnsLabel, hostName, presentText } from "../validation/names";
import { type Checked, type Problem, rejected, unlessProblems } from "../validation/problem";
import { checkMonitoringValues } from "./check-values";
import { volumeSize } from "../kubernetes/volume-size";
import { monitoringDefaults, prometheusDuration } from "./defaults";
import { type BuiltInLocations, builtInLocations, type MonitoringHostsArgs } from "./location";

/** Arguments of the monitoring stack. All are plain values, because they become chart values, unless their type is an input. */
export interface MonitoringStackArgs {
  /** Namespace of the release. It must exist and may enforce the Pod Security level `restricted`. */
  namespace: string;
  /** Shared host of the applications. */
  host: string;
  /**
   * Hosts of applications that have their own, other than the shared one. Such an application is served at the root of its
   * host.
   * @default - every application is on the shared host
   */
  hosts?: MonitoringHostsArgs;
  /**
   * Retention of samples in Prometheus' units: `10d`, `24h`.
   * @default "10d"
   */
  retention?: string;
  /**
   * Volumes for Prometheus and Alertmanager.
   * @default - none: samples and silences are lost with the pod
   */
  storage?: MonitoringStorageArgs;
  /**
   * Grafana with sign-in at Keycloak.
   * @default - no Grafana
   */
  grafana?: GrafanaSignInArgs;
  /**
   * Secret of Grafana's Keycloak client; required with `grafana`. A Secret holds it; Grafana reads it from a file.
   * @default - none
   */
  grafanaClientSecret?: pulumi.Input<string>;
  /**
   * Runs node-exporter on every node. It shares the node's network and process namespaces, which a namespace that enforces
   * `restricted` or `baseline` rejects.
   * @default false
   */
  nodeExporter?: boolean;
  /**
   * Scrapes etcd, controller manager, scheduler and kube-proxy. Managed clusters do not expose them, and their alerts would
   * fire permanently.
   * @default false
   */
  controlPlane?: boolean;
  /**
   * Keeps the custom resource definitions, and with them every ServiceMonitor of the cluster, when the stack is destroyed.
   * @default false
   */
  keepCrds?: boolean;
  /**
   * Further values of the kube-prometheus-stack chart, merged over the defaults of this stack. Values on which access control
   * depends are an error.
   * @default - none
   */
  values?: HelmValuesArgs;
  /**
   * Source of the charts.
   * @default - their upstream repositories
   */
  charts?: ChartSourceArgs;
}

export interface MonitoringStorageArgs {
  /** Size of Prometheus' volume as a Kubernetes quantity: `50Gi`. Alertmanager's is always `1Gi`. */
  size: string;
  /**
   * Storage class.
   * @default - the cluster's default class
   */
  storageClassName?: string;
}

/** Grafana's own sign-in: it is an OpenID Connect client itself, without a proxy in front. */
export interface GrafanaSignInArgs {
  /** Keycloak client of Grafana. */
  clientId: string;
  /** Issuer, exactly as in the tokens: `https://keycloak.example.com/realms/homelab`. */
  issuerUrl: string;
  /**
   * Where Keycloak redirects after sign-out: `postLogoutRedirectUri` of a `GrafanaClient`.
   */
  postLogoutRedirectUri: string;
  /** JMESPath over the token that yields `Admin`, `Editor` or `Viewer`. Grafana rejects users for which it yields nothing. */
  roleAttributePath: string;
  /**
   * CA that signed Keycloak's certificate; the only one trusted for it.
   * @default - the system's CA certificates
   */
  caBundle?: CaBundle;
}

/** The arguments that are known before anything is created. */
export type KnownMonitoringArgs = Omit<MonitoringStackArgs, "grafanaClientSecret">;

/** The arguments with every default filled in. */
export interface MonitoringSettings {
  readonly namespace: string;
  readonly locations: BuiltInLocations;
  readonly retention: string;
  readonly storage?: Readonly<MonitoringStorageArgs>;
  readonly grafana?: Readonly<GrafanaSignInArgs>;
  readonly nodeExporter: boolean;
  readonly controlPlane: boolean;
  readonly keepCrds: boolean;
  readonly values: HelmValues;
  readonly charts: ChartSource;
}

export function resolveMonitoring(args: KnownMonitoringArgs): MonitoringSettings {
  const { namespace, storage, grafana } = args;
  return {
    namespace,
    locations: builtInLocations(args.host, args.hosts),
    retention: args.retention ?? monitoringDefaults.retention,
    ...(storage === undefined ? {} : { storage }),
    ...(grafana === undefined ? {} : { grafana }),
    nodeExporter: args.nodeExporter ?? monitoringDefaults.nodeExporter,
    controlPlane: args.controlPlane ?? monitoringDefaults.controlPlane,
    keepCrds: args.keepCrds ?? monitoringDefaults.keepCrds,
    values: args.values ?? {},
    charts: resolveChartSource(args.charts),
  };
}

type HostArgs = Pick<MonitoringStackArgs, "hosts" | "retention" | "storage">;

/** What is wrong with the arguments that a user of the whole stack sets too, except values. */
export function checkMonitoringShape(
  { hosts = {}, retention, storage }: HostArgs,
  keys: Keys<HostArgs> = ownKeys,
): Problem[] {
  return [
    ...(["prometheus", "alertmanager", "grafana"] as const).flatMap((application) =>
      checkText(hosts[application], hostName, `${keys("hosts")}.${application}`),
    ),
    ...checkText(retention, prometheusDuration, keys("retention")),
    ...checkText(storage?.size, volumeSize, `${keys("storage")}.size`),
  ];
}

function checkShape(args: MonitoringStackArgs): Problem[] {
  const secret: Problem = { path: "grafanaClientSecret", expected: "the secret of Grafana's Keycloak client" };
  return [
    ...checkText(args.namespace, dnsLabel, "namespace"),
    ...checkText(args.host, hostName, "host"),
    ...checkMonitoringShape(args),
    ...checkText(args.grafana?.clientId, presentText, "grafana.clientId"),
    ...(args.grafana !== undefined && args.grafanaClientSecret === undefined ? [secret] : []),
    ...checkChartSource(args.charts ?? {}, "charts"),
  ];
}

/** Values depend on what the stack manages, and so on the settings. */
export function monitoring(args: MonitoringStackArgs): Checked<MonitoringSettings> {
  const shape = checkShape(args);
  if (shape.length > 0) {
    return rejected(shape);
  }
  const settings = resolveMonitoring(args);
  return unlessProblems(checkMonitoringValues(settings, "values"), () => settings);
}
