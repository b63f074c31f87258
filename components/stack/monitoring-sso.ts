import * as pulumi from "@pulumi/pulumi";
import { ApplicationEdge } from "../edge/application-edge";
import { GrafanaClient } from "../keycloak/clients/grafana";
import { ProxyClient } from "../keycloak/clients/proxy";
import { ServiceAccountClient } from "../keycloak/clients/service-account";
import { createOrFindRealm, type Realm } from "../keycloak/realm";
import { MonitoringStack } from "../monitoring/monitoring-stack";
import { NetworkPolicies } from "../network/network-policies";
import type { SignInArgs } from "../protected-application/sign-in";
import { OAuth2Proxy } from "../proxy/oauth2-proxy";
import type { RealmSessionsArgs } from "../proxy/realm-sessions";
import { ValkeySessionStore } from "../sessions/valkey-session-store";
import { CaBundleCopy } from "../tls/ca-bundle";
import { HostCertificate } from "../tls/host-certificate";
import { InternalCertificate } from "../tls/internal-certificate";
import { requireValue, settled } from "../validation/settle";
import type { MonitoringSsoArgs } from "./args";
import { createNamespace } from "./namespace";
import type { MonitoringSsoPlan } from "./plan";
import { prepareMonitoringSso } from "./prepare";

/**
 * Single sign-on in front of Prometheus, Alertmanager and further applications; Grafana signs in natively. Needs a
 * Kubernetes and a Keycloak provider, from the program's defaults or in `providers`. All problems with the arguments are one
 * error, before anything is created.
 */
export class MonitoringSso extends pulumi.ComponentResource {
  /** URL of each application by its name, including Grafana. */
  public readonly urls: Record<string, string>;
  /** Issuer of the tokens that the proxy accepts. */
  public readonly issuerUrl: string;
  /** Client id of the proxy. The roles in access rules are roles of this client. */
  public readonly clientId: string;
  /** Client roles to grant to users and groups. */
  public readonly roles: string[];
  /** Sign-in of the stack, for a `ProtectedApplication` of this program or another one. */
  public readonly signIn: SignInArgs;
  /** CA certificate that browsers must trust, with `tls.selfSigned` only. */
  public readonly caCertificate?: pulumi.Output<string>;

  constructor(name: string, args: MonitoringSsoArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:MonitoringSso", name, args, opts);
    const { plan, edge } = requireValue(prepareMonitoringSso(args), this, "monitoring-sso:");

    // Policies exist before the first pod: at no time can a pod bypass sign-in.
    const isolated = createIsolatedNamespace(name, plan, this);
    const inNamespace = { parent: this, dependsOn: isolated };
    const realm = createOrFindRealm(name, plan.realm, { parent: this });
    const proxyClient = new ProxyClient(
      `${name}-proxy-client`,
      { ...plan.proxyClient, realmId: realm.id },
      { parent: this },
    );
    createServiceAccounts(name, plan, { realm, proxyClient }, inNamespace);
    const certificate = new HostCertificate(`${name}-certificate`, plan.certificate, inNamespace);
    const trusted = createCaBundle(name, plan, inNamespace);
    const sessionStore = createSessionStore(name, plan, inNamespace);
    const monitoring = createMonitoring(name, plan, realm, { parent: this, dependsOn: [...isolated, ...trusted] });
    const proxy = new OAuth2Proxy(
      `${name}-proxy`,
      {
        ...plan.proxy,
        clientSecret: proxyClient.clientSecret,
        caBundleRevision: trusted[0]?.revision,
        realmSessions: realmSessions(realm),
      },
      {
        parent: this,
        dependsOn: [...isolated, ...trusted, ...sessionStore, ...definitionsOf(monitoring), proxyClient],
      },
    );
    const served = new ApplicationEdge(`${name}-edge`, settled(plan.edgeArgs, edge), {
      parent: this,
      dependsOn: [...isolated, proxy, certificate, ...monitoring],
    });

    this.urls = served.urls;
    this.issuerUrl = proxyClient.issuerUrl;
    this.clientId = proxyClient.clientId;
    this.roles = [...plan.grantedRoles];
    this.signIn = { ...plan.signIn, keycloak: { realmId: realm.id, clientUuid: proxyClient.clientUuid } };
    this.caCertificate = certificate.caPem;
    this.registerOutputs({
      urls: this.urls,
      issuerUrl: this.issuerUrl,
      clientId: this.clientId,
      roles: this.roles,
      signIn: this.signIn,
      caCertificate: this.caCertificate,
    });
  }
}

function realmSessions(realm: Realm): RealmSessionsArgs {
  return {
    idle: realm.sessionIdle,
    max: realm.sessionMax,
    clientIdle: realm.clientSessionIdle,
    clientMax: realm.clientSessionMax,
  };
}

/** The namespace and its network policies, as far as the stack creates them. */
function createIsolatedNamespace(name: string, plan: MonitoringSsoPlan, parent: pulumi.Resource): pulumi.Resource[] {
  const namespaces = plan.createsNamespace ? [createNamespace(name, plan.namespace, { parent })] : [];
  return plan.network === undefined
    ? namespaces
    : [...namespaces, new NetworkPolicies(`${name}-network`, plan.network, { parent, dependsOn: namespaces })];
}

function createServiceAccounts(
  name: string,
  { serviceAccounts }: MonitoringSsoPlan,
  { realm, proxyClient }: { readonly realm: Realm; readonly proxyClient: ProxyClient },
  opts: pulumi.ComponentResourceOptions,
): void {
  const { clientUuid: proxyClientUuid, roleIds: proxyRoleIds, audienceScope } = proxyClient;
  for (const account of serviceAccounts) {
    new ServiceAccountClient(
      `${name}-service-account-${account.clientId}`,
      { ...account, realmId: realm.id, proxyClientUuid, proxyRoleIds, audienceScope },
      opts,
    );
  }
}

function createCaBundle(
  name: string,
  { caBundle, namespace }: MonitoringSsoPlan,
  opts: pulumi.ComponentResourceOptions,
): CaBundleCopy[] {
  const args = { ...caBundle, namespace };
  return caBundle === undefined ? [] : [new CaBundleCopy(`${name}-ca-bundle`, settled(args, args), opts)];
}

/** The store in the cluster, unless sessions are elsewhere. */
function createSessionStore(
  name: string,
  { sessionStore }: MonitoringSsoPlan,
  { parent, dependsOn }: { readonly parent: pulumi.Resource; readonly dependsOn: pulumi.Resource[] },
): pulumi.Resource[] {
  if (sessionStore === undefined) {
    return [];
  }
  const server = new InternalCertificate(`${name}-sessions-certificate`, sessionStore.certificate, {
    parent,
    dependsOn,
  });
  return [
    new ValkeySessionStore(
      `${name}-sessions`,
      { ...sessionStore.store, certificate: server.certificate },
      { parent, dependsOn: [...dependsOn, server] },
    ),
  ];
}

/** The monitoring stack with Grafana's client, unless the stack protects an existing one. */
function createMonitoring(
  name: string,
  { monitoring, grafanaClient }: MonitoringSsoPlan,
  { id: realmId }: Realm,
  opts: { readonly parent: pulumi.Resource; readonly dependsOn: pulumi.Resource[] },
): MonitoringStack[] {
  if (monitoring === undefined) {
    return [];
  }
  const { parent } = opts;
  const client =
    grafanaClient === undefined
      ? undefined
      : new GrafanaClient(`${name}-grafana-client`, { ...grafanaClient, realmId }, { parent });
  const grafanaClientSecret = client?.clientSecret;
  return [new MonitoringStack(`${name}-monitoring`, { ...monitoring, grafanaClientSecret }, opts)];
}

function definitionsOf(monitoring: readonly MonitoringStack[]): pulumi.Resource[] {
  return monitoring.map(({ definitions }) => definitions);
}
