import * as pulumi from "@pulumi/pulumi";
import { type ChartSource, resolveChartSource } from "../helm/chart-source";
import { ApplicationEdge } from "../edge/application-edge";
import { GrafanaClient } from "../keycloak/clients/grafana";
import { ServiceAccountClient } from "../keycloak/clients/service-account";
import { ProxyClient } from "../keycloak/clients/proxy";
import { type Realm, createOrFindRealm } from "../keycloak/realm";
import { MonitoringStack } from "../monitoring/monitoring-stack";
import type { MonitoringSsoArgs } from "./args";
import { checkMonitoringSso } from "./checks";
import { type MonitoringSsoPlan, planMonitoringSso, proxySettings } from "./plan";
import { NetworkPolicies } from "../network/network-policies";
import { formatProblems } from "../validation/problem";
import { OAuth2Proxy } from "../proxy/oauth2-proxy";
import { cookieSessions } from "../sessions/cookie-sessions";
import type { SessionConnection } from "../sessions/types";
import { resolveSessions } from "../sessions/args";
import { ValkeySessionStore } from "../sessions/valkey-session-store";
import { valkeyName } from "../sessions/valkey-values";
import type { SignInArgs } from "../protected-application/sign-in";
import { createNamespace } from "./namespace";
import { CaBundleCopy } from "../tls/ca-bundle";
import { HostCertificate } from "../tls/host-certificate";
import { InternalCertificate } from "../tls/internal-certificate";

/**
 * Single sign-on in front of Prometheus, Alertmanager and applications of your own; Grafana signs in natively. Needs a
 * Kubernetes and a Keycloak provider, from the program's defaults or in `providers`. Everything that is wrong with the
 * arguments is one error, before anything is created.
 */
export class MonitoringSso extends pulumi.ComponentResource {
  /** Where each protected application is reached, by its name; Grafana too. */
  public readonly urls: pulumi.Output<Record<string, string>>;
  /** Issuer of the tokens that open them. */
  public readonly issuerUrl: string;
  /** Client id of the proxy, whose client roles the access rules name. */
  public readonly clientId: string;
  /** Client roles to give to people and groups: each opens something. */
  public readonly roles: readonly string[];
  /** What a `ProtectedApplication` of this program, or of another one, must know of the stack. */
  public readonly signIn: SignInArgs;
  /** Authority that browsers must trust, with `tls.selfSigned` only. */
  public readonly caCertificate?: pulumi.Output<string>;

  constructor(name: string, args: MonitoringSsoArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:MonitoringSso", name, {}, opts);
    const problems = checkMonitoringSso(args);
    if (problems.length > 0) {
      throw new pulumi.ResourceError(formatProblems(problems, "monitoring-sso:"), this, true);
    }
    const plan = planMonitoringSso(args);
    const { namespace } = plan;
    const chartSource = resolveChartSource(args.charts);

    // The policies stand before the first pod: there is no moment in which anybody could go round the sign-in.
    const ground = createNamespaceAndPolicies(name, args, plan, this);
    const inNamespace = { parent: this, dependsOn: ground };
    const { proxyClient, grafanaClient, realm } = createClients(name, args, plan, this);
    createServiceAccounts(name, plan, { proxyClient, realm }, inNamespace);
    const certificate = new HostCertificate(
      `${name}-certificate`,
      { namespace, hosts: [...plan.certificateHosts], tls: args.tls },
      inNamespace,
    );
    const trusted = createCaBundle(name, args, plan, inNamespace);
    const { connection, ready } = createSessions(name, args, plan, inNamespace);
    const monitoring = createMonitoring(
      name,
      plan,
      { chartSource, grafanaClient },
      { parent: this, dependsOn: [...ground, ...trusted] },
    );
    const definitions = monitoring.map((stack) => stack.definitions);
    const proxy = new OAuth2Proxy(
      `${name}-proxy`,
      {
        ...proxySettings(args, plan, connection),
        namespace,
        clientSecret: proxyClient.clientSecret,
        caBundleRevision: trusted[0]?.revision,
        realmSessions: { idle: realm.sessionIdle, max: realm.sessionMax },
        chartSource,
      },
      { parent: this, dependsOn: [...ground, ...trusted, ...ready, ...definitions, proxyClient] },
    );
    const edge = new ApplicationEdge(
      `${name}-edge`,
      { applications: plan.applications, settings: plan.edge, edge: args.edge },
      { parent: this, dependsOn: [...ground, proxy, certificate, ...monitoring] },
    );

    this.urls = edge.urls;
    this.issuerUrl = proxyClient.issuerUrl;
    this.clientId = proxyClient.clientId;
    this.roles = plan.grantedRoles;
    this.signIn = { ...plan.signIn, keycloak: { realmId: realm.id, clientUuid: proxyClient.clientUuid } };
    this.caCertificate = certificate.caPem;
    this.registerOutputs({ urls: this.urls, issuerUrl: this.issuerUrl, clientId: this.clientId });
  }
}

/** The namespace and who may talk to whom in it. */
function createNamespaceAndPolicies(
  name: string,
  { namespace = {}, network }: MonitoringSsoArgs,
  plan: MonitoringSsoPlan,
  parent: pulumi.Resource,
): pulumi.Resource[] {
  const namespaces = namespace.create === false ? [] : [createNamespace(name, plan.namespace, { parent })];
  return network.enabled === false
    ? namespaces
    : [...namespaces, new NetworkPolicies(`${name}-network`, plan.network, { parent, dependsOn: namespaces })];
}

function createClients(
  name: string,
  { keycloak }: MonitoringSsoArgs,
  { proxyClient, grafanaClient }: MonitoringSsoPlan,
  parent: pulumi.Resource,
): { proxyClient: ProxyClient; grafanaClient?: GrafanaClient; realm: Realm } {
  const realm = createOrFindRealm(name, keycloak.realm, { parent });
  const realmId = realm.id;
  return {
    realm,
    proxyClient: new ProxyClient(`${name}-proxy-client`, { ...proxyClient, realmId }, { parent }),
    ...(grafanaClient === undefined
      ? {}
      : { grafanaClient: new GrafanaClient(`${name}-grafana-client`, { ...grafanaClient, realmId }, { parent }) }),
  };
}

/** A client for each program. */
function createServiceAccounts(
  name: string,
  { serviceAccounts }: MonitoringSsoPlan,
  { proxyClient, realm }: { proxyClient: ProxyClient; realm: Realm },
  opts: pulumi.ComponentResourceOptions,
): void {
  const { clientUuid: proxyClientUuid, roleIds: proxyRoleIds, audienceScope } = proxyClient;
  for (const serviceAccount of serviceAccounts) {
    new ServiceAccountClient(
      `${name}-service-account-${serviceAccount.clientId}`,
      { ...serviceAccount, realmId: realm.id, proxyClientUuid, proxyRoleIds, audienceScope },
      opts,
    );
  }
}

function createCaBundle(
  name: string,
  { caBundle }: MonitoringSsoArgs,
  { namespace }: MonitoringSsoPlan,
  opts: pulumi.ComponentResourceOptions,
): CaBundleCopy[] {
  return caBundle === undefined ? [] : [new CaBundleCopy(`${name}-ca-bundle`, { ...caBundle, namespace }, opts)];
}

/** How sessions are reached, and what must stand before they are. */
function createSessions(
  name: string,
  { sessions, charts }: MonitoringSsoArgs,
  { namespace }: MonitoringSsoPlan,
  { parent, dependsOn }: { parent: pulumi.Resource; dependsOn: pulumi.Resource[] },
): { connection: SessionConnection; ready: pulumi.Resource[] } {
  const choice = resolveSessions(sessions);
  switch (choice.type) {
    case "cookie":
      return { connection: cookieSessions, ready: [] };
    case "external":
      return { connection: choice.connection, ready: [] };
    case "valkey": {
      const server = new InternalCertificate(
        `${name}-sessions-certificate`,
        { namespace, service: valkeyName },
        { parent, dependsOn },
      );
      const store = new ValkeySessionStore(
        `${name}-sessions`,
        { ...sessions?.valkey, namespace, certificate: server.certificate, charts },
        { parent, dependsOn: [...dependsOn, server] },
      );
      return { connection: store.connection, ready: [store] };
    }
  }
}

/** Nothing, where somebody else's monitoring is protected. */
function createMonitoring(
  name: string,
  { monitoring }: MonitoringSsoPlan,
  { chartSource, grafanaClient }: { chartSource: ChartSource; grafanaClient?: GrafanaClient },
  opts: pulumi.ComponentResourceOptions,
): MonitoringStack[] {
  const grafanaClientSecret = grafanaClient?.clientSecret;
  return monitoring === undefined
    ? []
    : [new MonitoringStack(`${name}-monitoring`, { ...monitoring, chartSource, grafanaClientSecret }, opts)];
}
