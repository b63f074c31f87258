import { edgeProperties } from "../edge/compilers";
import { createdRealmSessionMaxSeconds } from "../keycloak/realm";
import { grafanaRoleExpression } from "../keycloak/roles/grafana-role-expression";
import { readsAlertmanager } from "../monitoring/grafana-data-sources";
import type { GrafanaSignInArgs, KnownMonitoringArgs, MonitoringSettings } from "../monitoring/settings";
import { resolveMonitoring } from "../monitoring/settings";
import { keycloakPort, type NetworkPoliciesArgs, type NetworkSettings, resolveNetwork } from "../network/settings";
import type { KnownProxyArgs } from "../proxy/args";
import { type ProxySettings, resolveProxy } from "../proxy/settings";
import { resolveSessions, type SessionConnectionArgs } from "../sessions/args";
import { redisUrls } from "../sessions/types";
import {
  resolveValkeySessionStore,
  type ValkeySessionStoreArgs,
  type ValkeySessionStoreSettings,
} from "../sessions/valkey-session-store";
import { valkeyConnection, valkeyName, valkeyPort } from "../sessions/valkey-values";
import { caBundle, type CaBundleArgs } from "../tls/ca-bundle-args";
import {
  type HostCertificateArgs,
  type HostCertificateSettings,
  resolveHostCertificate,
} from "../tls/host-certificate";
import {
  type InternalCertificateArgs,
  type InternalCertificateSettings,
  resolveInternalCertificate,
} from "../tls/internal-certificate";
import { settingsOf, type Settled, settled } from "../validation/settle";
import type { MonitoringSsoArgs } from "./args";
import { stackDefaults } from "./defaults";
import type { PlanContext } from "./plan-context";
import type { KeycloakPlan } from "./plan-keycloak";

type KnownValkeyArgs = Omit<ValkeySessionStoreArgs, "certificate">;

/** The session store that the stack installs. */
export interface SessionStorePlan {
  readonly certificate: Settled<InternalCertificateArgs, InternalCertificateSettings>;
  readonly store: Settled<KnownValkeyArgs, ValkeySessionStoreSettings>;
}

/** Everything that runs in the cluster. */
export interface ServicesPlan {
  /** Absent where the stack does not isolate its namespace. */
  readonly network?: Settled<NetworkPoliciesArgs, NetworkSettings>;
  readonly certificate: Settled<HostCertificateArgs, HostCertificateSettings>;
  /** Absent where Keycloak's certificate comes from a public CA. */
  readonly caBundle?: CaBundleArgs;
  /** Absent where sessions are in cookies or in an existing store. */
  readonly sessionStore?: SessionStorePlan;
  /** Absent where the stack protects an existing monitoring stack. */
  readonly monitoring?: Settled<KnownMonitoringArgs, MonitoringSettings>;
  readonly proxy: Settled<KnownProxyArgs, ProxySettings>;
}

interface PlannedAccess {
  readonly grantedRoles: readonly string[];
  readonly keycloak: KeycloakPlan;
}

export function planServices(args: MonitoringSsoArgs, context: PlanContext, access: PlannedAccess): ServicesPlan {
  const { namespace, certificateHosts, applications } = context;
  const sessions = planSessions(args, context);
  const certificate = { namespace, hosts: [...certificateHosts], tls: args.tls };
  const proxy = proxyArgs(args, context, { ...access, session: sessions.connection });
  const monitoring = monitoringArgs(args, context, access.keycloak);
  const proxySettings = resolveProxy(proxy, applications);
  const monitoringSettings = resolveMonitoring(monitoring);
  const network = {
    ...networkArgs(args, context, { ...proxySettings, hasStore: sessions.sessionStore !== undefined }),
    grafanaReadsAlertmanager: readsAlertmanager(monitoringSettings),
  };
  const isolated = args.network.enabled ?? stackDefaults.network.enabled;
  return {
    ...(isolated ? { network: settled(network, resolveNetwork(network)) } : {}),
    certificate: settled(certificate, resolveHostCertificate(certificate)),
    ...(args.caBundle === undefined ? {} : { caBundle: args.caBundle }),
    ...(sessions.sessionStore === undefined ? {} : { sessionStore: sessions.sessionStore }),
    ...(args.monitoring?.existing === undefined ? { monitoring: settled(monitoring, monitoringSettings) } : {}),
    proxy: settled(proxy, proxySettings),
  };
}

interface PlannedSessions {
  readonly connection: SessionConnectionArgs;
  readonly sessionStore?: SessionStorePlan;
}

function planSessions({ sessions, charts }: MonitoringSsoArgs, { namespace }: PlanContext): PlannedSessions {
  const choice = resolveSessions(sessions);
  if (choice.type === "connection") {
    return { connection: choice.connection };
  }
  const certificateArgs = { namespace, service: valkeyName };
  const certificate = resolveInternalCertificate(certificateArgs);
  const storeArgs = { ...choice.valkey, namespace, charts };
  const store = resolveValkeySessionStore({ ...storeArgs, certificate });
  return {
    connection: { redis: valkeyConnection(store) },
    sessionStore: { certificate: settled(certificateArgs, certificate), store: settled(storeArgs, store) },
  };
}

function proxyArgs(
  args: MonitoringSsoArgs,
  { namespace, signInHosts, edge }: PlanContext,
  { grantedRoles, keycloak, session }: PlannedAccess & { readonly session: SessionConnectionArgs },
): KnownProxyArgs {
  const { client, urls } = settingsOf(keycloak.proxyClient);
  const { extAuthPath } = edgeProperties(edge);
  return {
    ...args.proxy,
    namespace,
    host: args.host,
    otherHosts: signInHosts.filter((host) => host !== args.host),
    issuerUrl: urls.issuerUrl,
    clientId: client.clientId,
    accessTokenLifespanSeconds: client.accessTokenLifespanSeconds,
    sessionExpire: client.sessionExpire,
    // The proxy compares an existing realm once it has been read.
    ...(args.keycloak.realm.create === true ? { ssoSessionMaxSeconds: createdRealmSessionMaxSeconds } : {}),
    roles: [...grantedRoles],
    serviceAccounts: keycloak.serviceAccounts.map(({ clientId }) => clientId),
    session,
    ...(args.caBundle === undefined ? {} : { caBundle }),
    ...(extAuthPath === undefined ? {} : { extAuthPath }),
    charts: args.charts,
  };
}

function monitoringArgs(
  { host, monitoring = {}, caBundle: customCa, charts }: MonitoringSsoArgs,
  { namespace }: PlanContext,
  { grafanaClient }: KeycloakPlan,
): KnownMonitoringArgs {
  const { hosts, retention, storage, nodeExporter, controlPlane, keepCrds, values, uncheckedValues } = monitoring;
  return {
    ...{ namespace, host, hosts, retention, storage, nodeExporter, controlPlane, keepCrds, charts },
    ...{ values, uncheckedValues },
    ...(grafanaClient === undefined
      ? {}
      : { grafana: { ...grafanaSignIn(grafanaClient), ...(customCa === undefined ? {} : { caBundle }) } }),
  };
}

function grafanaSignIn(grafanaClient: NonNullable<KeycloakPlan["grafanaClient"]>): GrafanaSignInArgs {
  const { client, urls, postLogoutRedirectUri } = settingsOf(grafanaClient);
  return {
    clientId: client.clientId,
    issuerUrl: urls.issuerUrl,
    postLogoutRedirectUri,
    roleAttributePath: grafanaRoleExpression,
    sessionExpire: client.sessionExpire,
  };
}

function networkArgs(
  { network, proxy, keycloak, access = {} }: MonitoringSsoArgs,
  { namespace, hasGrafana }: PlanContext,
  { session, hasStore }: Pick<ProxySettings, "session"> & { readonly hasStore: boolean },
): NetworkPoliciesArgs {
  const urls = session.type === "redis" ? redisUrls(session.topology) : [];
  return {
    namespace,
    edge: network.edge,
    proxyMode: proxy.mode,
    keycloak: network.keycloak,
    keycloakCidrs: network.keycloakCidrs,
    apiServerCidrs: network.apiServerCidrs,
    apiServerPorts: network.apiServerPorts,
    dns: network.dns,
    keycloakPort: portOf(keycloak.url, keycloakPort),
    valkey: hasStore,
    externalSessionPorts: hasStore ? [] : urls.map((url) => portOf(url, valkeyPort)),
    grafana: hasGrafana,
    applications: (access.applications ?? []).flatMap(({ name, pods }) =>
      pods === undefined ? [] : [{ name, ...pods }],
    ),
  };
}

/** The port of a URL, or the default one of its scheme. */
function portOf(url: string, defaultPort: number): number {
  const { port } = new URL(url);
  return port === "" ? defaultPort : Number(port);
}
