import type { CompositeRole } from "../access";
import {
  type GrafanaClientArgs,
  type GrafanaClientSettings,
  resolveGrafanaClient,
} from "../keycloak/clients/grafana-settings";
import type { ProxyClientArgs } from "../keycloak/clients/proxy-args";
import { type ProxyClientSettings, resolveProxyClient } from "../keycloak/clients/proxy-settings";
import {
  type KnownServiceAccountArgs,
  resolveServiceAccount,
  type ServiceAccountSettings,
} from "../keycloak/clients/service-account-settings";
import type { RealmArgs } from "../keycloak/realm";
import { locationUrl } from "../monitoring/location";
import { type Settled, settled } from "../validation/settle";
import type { MonitoringSsoArgs } from "./args";
import type { PlanContext } from "./plan-context";

/** The realm, and every client in it. */
export interface KeycloakPlan {
  readonly realm: RealmArgs;
  readonly proxyClient: Settled<ProxyClientArgs, ProxyClientSettings>;
  /** Absent without Grafana. */
  readonly grafanaClient?: Settled<GrafanaClientArgs, GrafanaClientSettings>;
  readonly serviceAccounts: readonly Settled<KnownServiceAccountArgs, ServiceAccountSettings>[];
}

interface PlannedRoles {
  /** Roles that rules require, and further ones that the user lists. */
  readonly roles: readonly string[];
  readonly composites: readonly CompositeRole[];
}

export function planKeycloak(args: MonitoringSsoArgs, context: PlanContext, roles: PlannedRoles): KeycloakPlan {
  const { keycloak } = args;
  const proxyClient = proxyClientArgs(args, context, roles);
  const grafanaClient = grafanaClientArgs(args, context);
  return {
    realm: keycloak.realm,
    proxyClient: settled(proxyClient, resolveProxyClient(proxyClient)),
    ...(context.hasGrafana ? { grafanaClient: settled(grafanaClient, resolveGrafanaClient(grafanaClient)) } : {}),
    serviceAccounts: serviceAccountArgs(args, context).map((account) =>
      settled(account, resolveServiceAccount(account)),
    ),
  };
}

/** The arguments that every client of the realm has. */
function clientArgs({ keycloak }: MonitoringSsoArgs): Pick<ProxyClientArgs, "keycloakUrl" | "realm"> {
  return { keycloakUrl: keycloak.url, realm: keycloak.realm.name };
}

function proxyClientArgs(
  args: MonitoringSsoArgs,
  { signInHosts }: PlanContext,
  { roles, composites }: PlannedRoles,
): ProxyClientArgs {
  const { clientId, adopt, accessTokenLifespanSeconds, rotation, groups, users } = args.keycloak;
  return {
    ...clientArgs(args),
    ...{ clientId, adopt, accessTokenLifespanSeconds, rotation, groups, users },
    sessionExpire: args.proxy.sessionExpire,
    hosts: [...signInHosts],
    roles: [...roles],
    compositeRoles: composites.map(({ name, contains }) => ({ name, contains: [...contains] })),
  };
}

function grafanaClientArgs(args: MonitoringSsoArgs, { locations }: PlanContext): GrafanaClientArgs {
  const { groups, users } = args.monitoring?.grafana ?? {};
  const { sessionExpire } = args.proxy;
  return { ...clientArgs(args), ...{ groups, users, sessionExpire }, rootUrl: locationUrl(locations.grafana) };
}

function serviceAccountArgs(args: MonitoringSsoArgs, { namespace }: PlanContext): KnownServiceAccountArgs[] {
  const { accessTokenLifespanSeconds, serviceAccounts = [] } = args.keycloak;
  return serviceAccounts.map((account) => ({
    ...account,
    ...clientArgs(args),
    ...{ namespace, accessTokenLifespanSeconds },
  }));
}
