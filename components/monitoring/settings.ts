import type { HelmValues } from "../helm/values";
import type { CaBundle } from "../tls/types";

/** What the monitoring stack is told, before defaults. Plain values: they become chart values. */
export interface MonitoringStackBaseArgs {
  /** Namespace of the release. It must exist and may enforce the Pod Security level `restricted`. */
  namespace: string;
  /** Shared host that the applications are served on. */
  host: string;
  /**
   * Hosts of their own, other than the shared one: an application that is named here is served at the root of its host.
   * @default - every application is on the shared host
   */
  hosts?: MonitoringHostsArgs;
  /**
   * Path of Prometheus on its host. It serves itself there, so that no edge has to rewrite.
   * @default "/prometheus"; the root of a host of its own
   */
  prometheusPath?: string;
  /**
   * Path of Alertmanager on its host.
   * @default "/alertmanager"; the root of a host of its own
   */
  alertmanagerPath?: string;
  /**
   * How long Prometheus keeps samples: `10d`, `24h`.
   * @default "10d"
   */
  retention?: string;
  /**
   * Volumes for Prometheus and Alertmanager.
   * @default - none: samples and silences are gone with the pod
   */
  storage?: MonitoringStorageArgs;
  /**
   * Grafana with sign-in at Keycloak.
   * @default - no Grafana
   */
  grafana?: GrafanaSignInArgs;
  /**
   * Run node-exporter on every node. It shares the node's network and process namespaces, which a namespace that
   * enforces `restricted` or `baseline` refuses.
   * @default false
   */
  nodeExporter?: boolean;
  /**
   * Scrape etcd, controller manager, scheduler and kube-proxy. Managed clusters do not expose them; their alerts would
   * fire for ever.
   * @default false
   */
  controlPlane?: boolean;
  /**
   * Keep the custom resource definitions, and with them every ServiceMonitor of the cluster, when the stack is destroyed.
   * @default false
   */
  keepCrds?: boolean;
  /**
   * More values of the kube-prometheus-stack chart, over the defaults of this stack. What keeps the sign-in closed
   * cannot be set.
   * @default - none
   */
  values?: HelmValues;
}

export interface MonitoringStorageArgs {
  /** Size of Prometheus' volume as a Kubernetes quantity: `50Gi`. Alertmanager's is always `1Gi`. */
  readonly size: string;
  /** @default - the cluster's default class */
  readonly storageClassName?: string;
}

/** Grafana's own sign-in: it is an OpenID Connect client itself and stands behind no proxy. */
export interface GrafanaSignInArgs {
  /** Keycloak client of Grafana. */
  readonly clientId: string;
  /** Issuer exactly as in the tokens: `https://keycloak.example.com/realms/homelab`. */
  readonly issuerUrl: string;
  /**
   * JMESPath over the token that yields `Admin`, `Editor` or `Viewer`. Whoever it yields nothing for is refused.
   */
  readonly roleAttributePath: string;
  /**
   * Path on its host.
   * @default "/grafana"; the root of a host of its own
   */
  readonly path?: string;
  /** Authority that signed Keycloak's certificate; the only one trusted for it. */
  readonly caBundle?: CaBundle;
}

/** Applications that can have a host of their own, and that host. */
export interface MonitoringHostsArgs {
  readonly prometheus?: string;
  readonly alertmanager?: string;
  readonly grafana?: string;
}

/** Where an application is served: the path without a trailing slash, empty at the root of the host. */
export interface Location {
  readonly host: string;
  readonly basePath: string;
}

/** A place on the shared host, or the root of a host of its own. */
export function builtInLocation(
  application: keyof MonitoringHostsArgs,
  sharedHost: string,
  hosts: MonitoringHostsArgs = {},
): Location {
  const own = hosts[application];
  return own === undefined ? { host: sharedHost, basePath: `/${application}` } : { host: own, basePath: "" };
}

/** Where people reach it, without a trailing slash. */
export function locationUrl({ host, basePath: path }: Location): string {
  return `https://${host}${path}`;
}
