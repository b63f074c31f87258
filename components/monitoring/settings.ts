import type * as pulumi from "@pulumi/pulumi";
import { type ChartSource, type ChartSourceArgs, resolveChartSource } from "../helm/chart-source";
import type { HelmValues, HelmValuesArgs } from "../helm/values";
import { defaultSessionExpire } from "../proxy-contract/session-expire";
import type { CaBundle } from "../tls/types";
import { monitoringDefaults } from "./defaults";
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
   * Further values of the kube-prometheus-stack chart, merged over the defaults of this stack. Only values that are known to
   * be harmless; every other value is an error.
   * @default - none
   */
  values?: HelmValuesArgs;
  /**
   * Values of the chart that can bypass authentication, merged over `values`. Each one is a warning in the preview. Values that
   * this stack manages are an error here too.
   * @default - none
   */
  uncheckedValues?: HelmValuesArgs;
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
   * Longest session of a user, in hours, minutes, seconds: `sessionExpire` of a `GrafanaClient`.
   * @default "8h"
   */
  sessionExpire?: string;
  /**
   * CA that signed Keycloak's certificate; the only one trusted for it.
   * @default - the system's CA certificates
   */
  caBundle?: CaBundle;
}

/** The arguments that are known before anything is created. */
export type KnownMonitoringArgs = Omit<MonitoringStackArgs, "grafanaClientSecret">;

/** Grafana's sign-in with every default filled in. */
export type GrafanaSignIn = Readonly<GrafanaSignInArgs & Required<Pick<GrafanaSignInArgs, "sessionExpire">>>;

/** The arguments with every default filled in. */
export interface MonitoringSettings {
  readonly namespace: string;
  readonly locations: BuiltInLocations;
  readonly retention: string;
  readonly storage?: Readonly<MonitoringStorageArgs>;
  readonly grafana?: GrafanaSignIn;
  readonly nodeExporter: boolean;
  readonly controlPlane: boolean;
  readonly keepCrds: boolean;
  readonly values: HelmValues;
  readonly uncheckedValues: HelmValues;
  readonly charts: ChartSource;
}

export function resolveMonitoring(args: KnownMonitoringArgs): MonitoringSettings {
  const { namespace, storage, grafana } = args;
  return {
    namespace,
    locations: builtInLocations(args.host, args.hosts),
    retention: args.retention ?? monitoringDefaults.retention,
    ...(storage === undefined ? {} : { storage }),
    ...(grafana === undefined
      ? {}
      : { grafana: { ...grafana, sessionExpire: grafana.sessionExpire ?? defaultSessionExpire } }),
    nodeExporter: args.nodeExporter ?? monitoringDefaults.nodeExporter,
    controlPlane: args.controlPlane ?? monitoringDefaults.controlPlane,
    keepCrds: args.keepCrds ?? monitoringDefaults.keepCrds,
    values: args.values ?? {},
    uncheckedValues: args.uncheckedValues ?? {},
    charts: resolveChartSource(args.charts),
  };
}
