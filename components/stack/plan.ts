import {
  type AccessProfile,
  alertmanagerApplication,
  compositeRoles,
  prometheusApplication,
  type Application,
  requiredRoles,
  resolveApplication,
} from "../access";
import { signInHosts } from "../edge/model/sign-in-endpoints";
import { checkEdge, resolveEdge } from "../edge/args";
import { edgeProperties } from "../edge/compilers";
import type { EdgeSettings, PassthroughApplication } from "../edge/contract";
import { type GrafanaClientArgs, grafanaClientSettings } from "../keycloak/clients/grafana";
import { grafanaRoleExpression } from "../keycloak/roles/grafana-role-expression";
import { realmUrls } from "../keycloak/urls";
import type { ServiceAccountClientArgs } from "../keycloak/clients/service-account";
import type { ProxyClientArgs } from "../keycloak/clients/proxy-args";
import { resolveProxyClient } from "../keycloak/clients/proxy-settings";
import {
  builtInLocation,
  type GrafanaSignInArgs,
  type MonitoringHostsArgs,
  type MonitoringStackBaseArgs,
  type Location,
  locationUrl,
} from "../monitoring/settings";
import { alertmanagerService, grafanaService, prometheusService } from "../monitoring/service-names";
import { createdRealmSessionMaxSeconds } from "../keycloak/realm";
import type { MonitoringSsoArgs } from "./args";
import type { NetworkPoliciesArgs } from "../network/network-policies";
import type { ProxySettingsArgs } from "../proxy/settings";
import { proxyReleaseName, proxyServicePort } from "../proxy/chart-values";
import type { SessionConnection } from "../sessions/types";
import { resolveSessions } from "../sessions/args";
import { edgeSettings, type SignInArgs } from "../protected-application/sign-in";
import { caBundle } from "../tls/ca-bundle";
import { edgeCertificate, hostCertificateName } from "../tls/host-certificate";
import { resolveTls } from "../tls/args";

/** What each room is told, derived from the stack's arguments: everything that is known before anything is created. */
export interface MonitoringSsoPlan {
  readonly namespace: string;
  /** Prometheus, Alertmanager, and applications of the user's own, in this order. */
  readonly applications: readonly Application[];
  /** Hosts that people sign in on, the shared one first. */
  readonly signInHosts: readonly string[];
  /** Hosts that the certificate is for: those, and Grafana's own. */
  readonly certificateHosts: readonly string[];
  /** Roles that access rules ask for. */
  readonly roles: readonly string[];
  /** Roles to give to people: those and the composites of them. */
  readonly grantedRoles: readonly string[];
  readonly proxyClient: ProxyClientArgs;
  /** Absent without Grafana. */
  readonly grafanaClient?: GrafanaClientArgs;
  /** Programs, without what only the proxy's client can tell. */
  readonly serviceAccounts: readonly PlannedServiceAccount[];
  /** Absent when the stack protects monitoring that somebody else installed. */
  readonly monitoring?: MonitoringStackBaseArgs;
  readonly edge: EdgeSettings;
  readonly network: NetworkPoliciesArgs;
  /** What others must know to protect an application of theirs, without what only the proxy's client can tell. */
  readonly signIn: Omit<SignInArgs, "keycloak">;
}

/** A serviceAccount client as far as it is known before the proxy's client exists. */
export type PlannedServiceAccount = Omit<
  ServiceAccountClientArgs,
  "proxyClientUuid" | "proxyRoleIds" | "audienceScope"
>;

/** Derives the plan from arguments without problems. */
export function planMonitoringSso(args: MonitoringSsoArgs): MonitoringSsoPlan {
  const namespace = args.namespace?.name ?? "monitoring";
  const profile = args.access?.profile ?? "split";
  const applications = protectedApplications(args, profile);
  const roles = sortedRoles(requiredRoles(applications), args.access?.roles);
  const composites = compositeRoles[profile].map(({ name }) => name);
  const grantedRoles = [...new Set([...composites, ...roles])];
  const hosts = signInHosts(applications, args);
  const proxyClient = proxyClientArgs(args, { hosts, roles }, profile);
  const openApplications = hasGrafana(args) ? [grafanaApplication(args)] : [];
  const signIn = {
    namespace,
    ...signInPlace(args, proxyClient),
    roles: grantedRoles,
    applications: [...applications, ...openApplications].map(({ name, host, basePath }) => ({ name, host, basePath })),
  };
  return {
    namespace,
    applications,
    signInHosts: hosts,
    certificateHosts: [...new Set([...hosts, ...openApplications.map(({ host }) => host)])],
    roles,
    grantedRoles,
    proxyClient,
    ...(hasGrafana(args) ? { grafanaClient: grafanaClientArgs(args) } : {}),
    serviceAccounts: plannedServiceAccounts(args, namespace),
    ...(args.monitoring?.existing === undefined ? { monitoring: monitoringSettings(args, namespace) } : {}),
    edge: { ...edgeSettings(signIn), passthroughApplications: openApplications },
    network: networkArgs(args, namespace),
    signIn,
  };
}

function sortedRoles(required: readonly string[], more: readonly string[] = []): string[] {
  return [...new Set([...required, ...more])].sort();
}

/** Where the sign-in is, whatever it protects. */
function signInPlace(
  { host, tls, network, proxy: { mode } }: MonitoringSsoArgs,
  proxyClient: ProxyClientArgs,
): Omit<SignInArgs, "namespace"> {
  return {
    host,
    clientId: resolveProxyClient(proxyClient).client.clientId,
    proxy: { serviceName: proxyReleaseName, port: proxyServicePort, ...(mode === undefined ? {} : { mode }) },
    certificate: edgeCertificate(resolveTls(tls), hostCertificateName),
    ...(network.enabled === false ? {} : { edgePods: network.edge }),
  };
}

function grafanaApplication(args: MonitoringSsoArgs): PassthroughApplication {
  return { name: "grafana", service: grafanaService, ...builtInPlace(args, "grafana") };
}

/** What the proxy is told, once it is known where sessions are kept. */
export function proxySettings(
  args: MonitoringSsoArgs,
  plan: MonitoringSsoPlan,
  session: SessionConnection,
): ProxySettingsArgs {
  const { client, urls } = resolveProxyClient(plan.proxyClient);
  // The checks call this for an edge with problems too.
  const hasProblems = checkEdge(args.edge, "edge").length > 0;
  const extAuthPath = hasProblems ? undefined : edgeProperties(resolveEdge(args.edge)).extAuthPath;
  return {
    ...args.proxy,
    host: args.host,
    otherHosts: plan.signInHosts.filter((host) => host !== args.host),
    issuerUrl: urls.issuerUrl,
    clientId: client.clientId,
    accessTokenLifespanSeconds: client.accessTokenLifespanSeconds,
    // A realm that exists is compared once it is read.
    ...(args.keycloak.realm.create === true ? { ssoSessionMaxSeconds: createdRealmSessionMaxSeconds } : {}),
    roles: [...plan.grantedRoles],
    applications: plan.applications,
    session,
    ...(args.caBundle === undefined ? {} : { caBundle }),
    ...(extAuthPath === undefined ? {} : { extAuthPath }),
  };
}

/** Under its path of the shared host, or at the root of its own. */
function builtInPlace({ host, monitoring }: MonitoringSsoArgs, application: keyof MonitoringHostsArgs): Location {
  return builtInLocation(application, host, monitoring?.hosts);
}

function protectedApplications(args: MonitoringSsoArgs, profile: AccessProfile): Application[] {
  const { host, access = {}, monitoring = {} } = args;
  const { prometheusService: prometheus, alertmanagerService: alertmanager } = monitoring.existing ?? {
    prometheusService: prometheusService.name,
    alertmanagerService: alertmanagerService.name,
  };
  return [
    prometheusApplication(profile, {
      service: { ...prometheusService, name: prometheus },
      ...builtInPlace(args, "prometheus"),
    }),
    alertmanagerApplication(profile, {
      service: { ...alertmanagerService, name: alertmanager },
      ...builtInPlace(args, "alertmanager"),
    }),
    ...(access.applications ?? []).map((application) => resolveApplication(application, host)),
  ];
}

function proxyClientArgs(
  { keycloak }: MonitoringSsoArgs,
  { hosts, roles }: { readonly hosts: readonly string[]; readonly roles: readonly string[] },
  profile: AccessProfile,
): ProxyClientArgs {
  const { url, realm, clientId, adopt, accessTokenLifespanSeconds, rotation: rotation, groups, users } = keycloak;
  return {
    ...{ clientId, adopt, accessTokenLifespanSeconds, rotation: rotation, groups, users },
    keycloakUrl: url,
    realm: realm.name,
    hosts: [...hosts],
    roles: [...roles],
    compositeRoles: compositeRoles[profile].map(({ name, contains }) => ({ name, contains: [...contains] })),
  };
}

function plannedServiceAccounts({ keycloak }: MonitoringSsoArgs, namespace: string): PlannedServiceAccount[] {
  const { url, realm, accessTokenLifespanSeconds, serviceAccounts = [] } = keycloak;
  return serviceAccounts.map((serviceAccount) => ({
    ...serviceAccount,
    keycloakUrl: url,
    realm: realm.name,
    namespace,
    ...(accessTokenLifespanSeconds === undefined ? {} : { accessTokenLifespanSeconds }),
  }));
}

function grafanaClientArgs(args: MonitoringSsoArgs): GrafanaClientArgs {
  const { keycloak, monitoring = {} } = args;
  const { groups, users } = monitoring.grafana ?? {};
  return {
    keycloakUrl: keycloak.url,
    realm: keycloak.realm.name,
    rootUrl: locationUrl(builtInPlace(args, "grafana")),
    ...(groups === undefined ? {} : { groups }),
    ...(users === undefined ? {} : { users }),
  };
}

function monitoringSettings(args: MonitoringSsoArgs, namespace: string): MonitoringStackBaseArgs {
  const { hosts, retention, storage, nodeExporter, controlPlane, keepCrds, values } = args.monitoring ?? {};
  return {
    namespace,
    host: args.host,
    ...{ hosts, retention, storage, nodeExporter, controlPlane, keepCrds, values },
    ...(hasGrafana(args) ? { grafana: grafanaSettings(args) } : {}),
  };
}

function grafanaSettings(args: MonitoringSsoArgs): GrafanaSignInArgs {
  return {
    clientId: grafanaClientSettings(grafanaClientArgs(args)).clientId,
    issuerUrl: realmUrls(args.keycloak.url, args.keycloak.realm.name).issuerUrl,
    roleAttributePath: grafanaRoleExpression,
    ...(args.caBundle === undefined ? {} : { caBundle }),
  };
}

function networkArgs(args: MonitoringSsoArgs, namespace: string): NetworkPoliciesArgs {
  const sessions = resolveSessions(args.sessions);
  const applications = args.access?.applications ?? [];
  return {
    namespace,
    edge: args.network.edge,
    ...(args.proxy.mode === undefined ? {} : { proxyMode: args.proxy.mode }),
    ...(args.network.keycloak === undefined ? {} : { keycloak: args.network.keycloak }),
    ...(args.network.dns === undefined ? {} : { dns: args.network.dns }),
    keycloakPort: portOf(args.keycloak.url, 443),
    valkey: sessions.type === "valkey",
    externalSessionPorts: sessions.type === "external" ? sessions.connection.urls.map((url) => portOf(url, 6379)) : [],
    grafana: hasGrafana(args),
    applications: applications.flatMap(({ name, pods }) => (pods === undefined ? [] : [{ name, ...pods }])),
  };
}

/** The port of a URL; the default one of its scheme when it says none, or when the URL is to be refused anyway. */
function portOf(url: string, defaultPort: number): number {
  const port = URL.parse(url)?.port ?? "";
  return port === "" ? defaultPort : Number(port);
}

/** Grafana comes with the stack that is installed; one that exists has its own. */
function hasGrafana({ monitoring = {} }: MonitoringSsoArgs): boolean {
  return monitoring.existing === undefined && (monitoring.grafana?.enabled ?? true);
}
