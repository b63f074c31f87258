import type { AccessProfile, ApplicationArgs } from "../access";
import type { EdgeArgs } from "../edge/args";
import type { ChartSourceArgs } from "../helm/chart-source";
import type { HelmValuesArgs } from "../helm/values";
import type { AdoptedClientArgs } from "../keycloak/clients/proxy-args";
import type { ServiceAccountArgs } from "../keycloak/clients/service-account-settings";
import type { RealmArgs } from "../keycloak/realm";
import type { GroupRoleBindingArgs, UserRoleBindingArgs } from "../keycloak/roles/bindings";
import type { MonitoringHostsArgs } from "../monitoring/location";
import type { MonitoringStorageArgs } from "../monitoring/settings";
import type { KeycloakPeerArgs, NetworkPeerArgs } from "../network/peer";
import type { ProxyMode } from "../proxy-contract/mode";
import type { SessionsArgs } from "../sessions/args";
import type { TlsArgs } from "../tls/args";
import type { CaBundleArgs } from "../tls/ca-bundle-args";

/** Arguments of the whole stack, under the keys of a stack's configuration file. */
export interface MonitoringSsoArgs {
  /**
   * Shared host, without scheme, port or path. It serves the applications under their base paths, except those with their
   * own host.
   */
  host: string;
  /** The namespace of everything that the stack creates. */
  namespace?: NamespaceArgs;
  /** The Keycloak at which users sign in, and the stack's clients and roles in it. */
  keycloak: KeycloakArgs;
  /** The access rules. */
  access?: AccessArgs;
  /** The edge: the ingress controller or Gateway that exposes the applications. Exactly one block. */
  edge: EdgeArgs;
  /** Source of the certificate that covers `host` and the applications' own hosts. Exactly one block. */
  tls: TlsArgs;
  /**
   * CA certificates that signed Keycloak's certificate. Exactly one of `pem` and `secret`.
   * @default - the system's CA certificates
   */
  caBundle?: CaBundleArgs;
  /**
   * Where sessions are kept. At most one block.
   * @default - Valkey, in memory
   */
  sessions?: SessionsArgs;
  /** The authentication proxy. */
  proxy: ProxyArgs;
  /** Prometheus, Alertmanager and Grafana. */
  monitoring?: MonitoringArgs;
  /** Network policies of the stack's namespace. */
  network: NetworkArgs;
  /**
   * Source of the Helm charts. At most one of `mirror` and `folder`.
   * @default - their upstream repositories
   */
  charts?: ChartSourceArgs;
}

export interface NamespaceArgs {
  /**
   * Name of the namespace.
   * @default "monitoring"
   */
  name?: string;
  /**
   * `false` uses an existing namespace, which should enforce the Pod Security level `restricted`.
   * @default true
   */
  create?: boolean;
}

export interface KeycloakArgs {
  /** Public URL of Keycloak as browsers use it, without `/realms` and trailing slash. */
  url: string;
  /** The realm whose users sign in. */
  realm: RealmArgs;
  /**
   * Client id of the proxy. The roles in access rules are roles of this client.
   * @default "oauth2-proxy"
   */
  clientId?: string;
  /**
   * An existing client to take over.
   * @default - a new client; an existing client with this id is an error
   */
  adopt?: AdoptedClientArgs;
  /**
   * Lifespan of the client's access tokens in seconds, 60 to 3600.
   * @default 300
   */
  accessTokenLifespanSeconds?: number;
  /**
   * Rotation trigger: any string. Changing it generates a new client secret. Users stay signed in.
   * @default "1"
   */
  rotation?: string;
  /**
   * Groups of the realm and the client roles that their members hold.
   * @default - none
   */
  groups?: GroupRoleBindingArgs[];
  /**
   * Users of the realm and the client roles that they hold. Prefer groups: they outlive individual accounts.
   * @default - none
   */
  users?: UserRoleBindingArgs[];
  /**
   * Service accounts and the client roles that they hold. Each gets its own client; the Secret
   * `service-account-<clientId>` in the stack's namespace holds its credentials.
   * @default - none
   */
  serviceAccounts?: ServiceAccountArgs[];
}

export interface AccessArgs {
  /**
   * Rules and roles of Prometheus and Alertmanager. `split`: viewers read, editors silence, admins administer; needs an edge
   * that matches methods. `single-role`: the role `monitoring` grants access to both for every method.
   * @default "split"
   */
  profile?: AccessProfile;
  /**
   * Further applications behind the same sign-in.
   * @default - none
   */
  applications?: ApplicationArgs[];
  /**
   * Further client roles, for applications that other programs protect (`ProtectedApplication`) without the right to create
   * roles. The stack creates them, and the proxy has a page for each.
   * @default - none
   */
  roles?: string[];
}

export interface ProxyArgs {
  /**
   * How requests reach the applications. `middleware`: the edge asks the proxy about each request and forwards it itself.
   * `reverse-proxy`: requests flow through the proxy, behind edges that cannot ask, which is any ingress controller and any
   * implementation of the Gateway API. It needs rules that all require one role and name no methods:
   * `access.profile: single-role`.
   * @default "middleware"
   */
  mode?: ProxyMode;
  /** Addresses of the edge's pods as CIDR ranges. The proxy trusts only their `X-Forwarded-*` headers. */
  trustedProxyIps: string[];
  /**
   * Number of pods, 1 to 100.
   * @default 2
   */
  replicas?: number;
  /**
   * Longest session of a user, at the proxy and in Grafana: `8h`, `90m`. Keycloak counts it from the first sign-in and then
   * refuses to refresh the session, which ends at most one `sessionRefresh` later, on every edge and in every mode. At most
   * the realm's SSO Session Max.
   * @default "8h"
   */
  sessionExpire?: string;
  /**
   * Age at which the proxy refreshes a session at Keycloak. A revoked role stays effective for at most this long.
   * @default - one minute less than the access token's lifespan
   */
  sessionRefresh?: string;
  /**
   * Contact on the page for a missing role: `the platform team (platform@example.com)`.
   * @default "your administrator"
   */
  contact?: string;
  /**
   * Whether the proxy logs each request that the edge asks it about: user, required role and status. Sign-ins, sign-outs and
   * the pages for a missing role are logged anyway. A dashboard asks once per panel and refresh.
   * @default false
   */
  logChecks?: boolean;
  /**
   * Rotation trigger of the cookie secret: any string. Changing it generates a new secret and signs every user out.
   * @default "1"
   */
  rotation?: string;
}

export interface MonitoringArgs {
  /**
   * Services of an existing Prometheus and Alertmanager in the stack's namespace, served under `/prometheus` and
   * `/alertmanager`, or at the root of their own hosts. The stack protects them and installs nothing.
   * @default - the stack installs kube-prometheus-stack
   */
  existing?: ExistingMonitoringArgs;
  /**
   * Hosts of applications that have their own, other than the shared one. Such an application is served at the root of its
   * host, all others under their base path on the shared host. The certificate must cover these hosts.
   * @default - all applications are on the shared host
   */
  hosts?: MonitoringHostsArgs;
  /**
   * Retention of samples in Prometheus' units.
   * @default "10d"
   */
  retention?: string;
  /**
   * Volumes for Prometheus and Alertmanager.
   * @default - none: samples and silences are lost with the pod
   */
  storage?: MonitoringStorageArgs;
  /** Grafana, with its own sign-in at Keycloak. */
  grafana?: GrafanaArgs;
  /**
   * Runs node-exporter on every node; the namespace must then allow host namespaces.
   * @default false
   */
  nodeExporter?: boolean;
  /**
   * Scrapes etcd, controller manager, scheduler and kube-proxy. Managed clusters do not expose them.
   * @default false
   */
  controlPlane?: boolean;
  /**
   * Keeps the custom resource definitions, and with them every ServiceMonitor of the cluster, when the stack is destroyed.
   * @default false
   */
  keepCrds?: boolean;
  /**
   * Further Helm values of kube-prometheus-stack. Only values that are known to be harmless; every other value is an error.
   * @default - none
   */
  values?: HelmValuesArgs;
  /**
   * Helm values of kube-prometheus-stack that can bypass authentication. Each one is a warning in the preview. Values that this
   * stack manages are an error here too.
   * @default - none
   */
  uncheckedValues?: HelmValuesArgs;
}

export interface ExistingMonitoringArgs {
  /** Service of Prometheus, port 9090. */
  prometheusService: string;
  /** Service of Alertmanager, port 9093. */
  alertmanagerService: string;
}

export interface GrafanaArgs {
  /**
   * Installs Grafana.
   * @default true
   */
  enabled?: boolean;
  /**
   * Groups that hold `viewer`, `editor` or `admin` in Grafana.
   * @default - none: no group has access
   */
  groups?: GroupRoleBindingArgs[];
  /**
   * Users that hold `viewer`, `editor` or `admin` in Grafana.
   * @default - none: no user has access
   */
  users?: UserRoleBindingArgs[];
}

export interface NetworkArgs {
  /**
   * `false` creates no policies: any pod of the cluster can then bypass sign-in.
   * @default true
   */
  enabled?: boolean;
  /** The edge's pods: only they reach the proxy and the applications. */
  edge: NetworkPeerArgs;
  /**
   * Pods that serve Keycloak's address, where they are in this cluster: another edge's pods, or Keycloak's own.
   * @default - the edge, and every address on Keycloak's port unless `keycloakCidrs` is set
   */
  keycloak?: KeycloakPeerArgs;
  /**
   * IP addresses and ranges of a Keycloak outside of this cluster.
   * @default - none
   */
  keycloakCidrs?: string[];
  /**
   * IP addresses and ranges of the API server, as pods reach it: `kubectl get endpointslices -n default`.
   * @default - every address
   */
  apiServerCidrs?: string[];
  /**
   * TCP ports of the API server.
   * @default [443, 6443]
   */
  apiServerPorts?: number[];
  /**
   * The cluster's DNS pods.
   * @default - every pod of kube-system
   */
  dns?: NetworkPeerArgs;
}
