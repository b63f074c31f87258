import type { AccessProfile, ApplicationArgs } from "../access";
import type { ChartSourceArgs } from "../helm/chart-source";
import type { EdgeArgs } from "../edge/args";
import type { ServiceAccountArgs } from "../keycloak/clients/service-account-settings";
import type { AdoptedClientArgs } from "../keycloak/clients/proxy-args";
import type { RealmArgs } from "../keycloak/realm";
import type { GroupRoleBindingArgs, UserRoleBindingArgs } from "../keycloak/roles/bindings";
import type { HelmValues } from "../helm/values";
import type { MonitoringHostsArgs, MonitoringStorageArgs } from "../monitoring/settings";
import type { NetworkPeerArgs } from "../network/peer";
import type { ProxyMode } from "../proxy-contract/mode";
import type { SessionsArgs } from "../sessions/args";
import type { CaBundleArgs } from "../tls/ca-bundle";
import type { TlsArgs } from "../tls/args";

/** Everything the stack is told. The keys are those of a stack's configuration file. */
export interface MonitoringSsoArgs {
  /**
   * Shared host, without scheme, port or path: the applications are served under paths of it, but for those that have a
   * host of their own.
   */
  host: string;
  /** The one namespace that holds everything the stack makes. */
  namespace?: NamespaceArgs;
  /** The Keycloak people sign in at, and what the stack makes in it. */
  keycloak: KeycloakArgs;
  /** Who may do what. */
  access?: AccessArgs;
  /** What stands between the outside and the applications: exactly one block. */
  edge: EdgeArgs;
  /** Where the certificate of `host`, and of the applications' own hosts, comes from: exactly one block. */
  tls: TlsArgs;
  /**
   * Authorities that signed Keycloak's certificate.
   * @default - the system's roots
   */
  caBundle?: CaBundleArgs;
  /**
   * Where sign-ins are kept: at most one block.
   * @default - Valkey, in memory
   */
  sessions?: SessionsArgs;
  /** The authentication proxy. */
  proxy: ProxyArgs;
  /** Prometheus, Alertmanager and Grafana. */
  monitoring?: MonitoringArgs;
  /** Who may reach what inside the cluster. */
  network: NetworkArgs;
  /**
   * Where charts come from: at most one of the two.
   * @default - their upstream repositories
   */
  charts?: ChartSourceArgs;
}

export interface NamespaceArgs {
  /** @default "monitoring" */
  name?: string;
  /**
   * `false` uses a namespace that exists; it should enforce the Pod Security level `restricted`.
   * @default true
   */
  create?: boolean;
}

export interface KeycloakArgs {
  /** Public address of Keycloak as browsers reach it, without `/realms` and trailing slash. */
  url: string;
  /** The realm whose people sign in. */
  realm: RealmArgs;
  /**
   * Client id of the proxy; its client roles are the roles of the access rules.
   * @default "oauth2-proxy"
   */
  clientId?: string;
  /**
   * A client that exists and is taken over.
   * @default - a new client; one that exists is an error
   */
  adopt?: AdoptedClientArgs;
  /**
   * How long an access token of the client lives, in seconds, 60 to 3600.
   * @default 300
   */
  accessTokenLifespanSeconds?: number;
  /**
   * Any text; another one makes a new client secret.
   * @default "1"
   */
  rotation?: string;
  /**
   * Groups of the realm and the client roles their members hold.
   * @default - none
   */
  groups?: GroupRoleBindingArgs[];
  /**
   * People of the realm and the client roles they hold. Prefer groups: they survive people.
   * @default - none
   */
  users?: UserRoleBindingArgs[];
  /**
   * Programs and the client roles they hold. Each gets a client of its own, with its credentials in the Secret
   * `service-account-<clientId>` of the stack's namespace.
   * @default - none
   */
  serviceAccounts?: ServiceAccountArgs[];
}

export interface AccessArgs {
  /**
   * Roles of Prometheus and Alertmanager. `split`: viewers read, editors silence, admins administer; needs an edge that
   * matches methods. `single-role`: the role `monitoring` opens both for every method.
   * @default "split"
   */
  profile?: AccessProfile;
  /**
   * Applications of your own behind the same sign-in.
   * @default - none
   */
  applications?: ApplicationArgs[];
  /**
   * Client roles for applications that are protected elsewhere (`ProtectedApplication`), by programs that may create none:
   * they are made, and the proxy has a page for each.
   * @default - none
   */
  roles?: string[];
}

export interface ProxyArgs {
  /**
   * How requests reach the applications. `middleware`: from the edge, which asks the proxy about each. `reverse-proxy`:
   * through the proxy, behind an edge that cannot ask: any Ingress controller, any implementation of the Gateway API. It
   * needs rules that all ask for one role and name no methods: `access.profile: single-role`.
   * @default "middleware"
   */
  mode?: ProxyMode;
  /** Addresses of the edge's pods, as CIDR ranges: only what they say of a request's origin is believed. */
  trustedProxyIps: string[];
  /** @default 2 */
  replicas?: number;
  /**
   * How long a sign-in lasts at most: `8h`, `90m`. Not longer than the realm's SSO Session Max.
   * @default "8h"
   */
  sessionExpire?: string;
  /**
   * How often a session is renewed at Keycloak: the longest time a role that was taken away still opens something.
   * @default - a minute less than the access token's lifespan
   */
  sessionRefresh?: string;
  /**
   * Whom the page for a missing role sends people to: `the platform team (platform@example.com)`.
   * @default "your administrator"
   */
  contact?: string;
  /**
   * Any text; another one makes a new cookie secret and signs everybody out.
   * @default "1"
   */
  rotation?: string;
}

export interface MonitoringArgs {
  /**
   * Services of a Prometheus and an Alertmanager that somebody else installed in the stack's namespace, served under
   * `/prometheus` and `/alertmanager`, or at the root of a host of their own. They are protected; nothing is installed.
   * @default - kube-prometheus-stack is installed
   */
  existing?: ExistingMonitoringArgs;
  /**
   * Hosts of their own, other than the shared one: an application that is named here is served at the root of its host,
   * the others under their path of the shared host. The certificate must cover them.
   * @default - all are on the shared host
   */
  hosts?: MonitoringHostsArgs;
  /**
   * How long Prometheus keeps samples, in its own units.
   * @default "10d"
   */
  retention?: string;
  /**
   * Volumes for Prometheus and Alertmanager.
   * @default - none: samples and silences are gone with the pod
   */
  storage?: MonitoringStorageArgs;
  /** Grafana, with its own sign-in at Keycloak. */
  grafana?: GrafanaArgs;
  /**
   * Run node-exporter on every node; the namespace must then allow host namespaces.
   * @default false
   */
  nodeExporter?: boolean;
  /**
   * Scrape etcd, controller manager, scheduler and kube-proxy. Managed clusters do not expose them.
   * @default false
   */
  controlPlane?: boolean;
  /**
   * Keep the custom resource definitions, and with them every ServiceMonitor of the cluster, on destroy.
   * @default false
   */
  keepCrds?: boolean;
  /**
   * More Helm values of kube-prometheus-stack. Those that keep the door closed win over these.
   * @default - none
   */
  values?: HelmValues;
}

export interface ExistingMonitoringArgs {
  /** Service of Prometheus, port 9090. */
  prometheusService: string;
  /** Service of Alertmanager, port 9093. */
  alertmanagerService: string;
}

export interface GrafanaArgs {
  /** @default true */
  enabled?: boolean;
  /**
   * Groups that hold `viewer`, `editor` or `admin` in Grafana.
   * @default - none: nobody gets in
   */
  groups?: GroupRoleBindingArgs[];
  /**
   * People who hold `viewer`, `editor` or `admin` in Grafana.
   * @default - none: nobody gets in
   */
  users?: UserRoleBindingArgs[];
}

export interface NetworkArgs {
  /**
   * `false` leaves the namespace open: any pod of the cluster can then go round the sign-in.
   * @default true
   */
  enabled?: boolean;
  /** The edge's pods: they alone reach the proxy and the applications. */
  edge: NetworkPeerArgs;
  /**
   * What answers for Keycloak's address, where that is in this cluster: another edge's pods, or Keycloak's own.
   * @default - the edge
   */
  keycloak?: NetworkPeerArgs;
  /**
   * The cluster's DNS pods.
   * @default - every pod of kube-system
   */
  dns?: NetworkPeerArgs;
}
