import { checkApplicationArgs, checkRoleNames } from "../access";
import { checkEdge } from "../edge/args";
import { checkChartSource } from "../helm/chart-source";
import { grafanaRoles } from "../keycloak/clients/grafana-settings";
import { checkClient } from "../keycloak/clients/proxy-settings";
import { checkServiceAccount } from "../keycloak/clients/service-account-settings";
import { checkRoleBindings } from "../keycloak/roles/bindings";
import { checkMonitoringShape } from "../monitoring/check";
import { checkPeers, checkPods } from "../network/settings";
import { checkProxyTuning } from "../proxy/check";
import { checkSessions } from "../sessions/args";
import { checkTls } from "../tls/args";
import { checkCaBundle } from "../tls/ca-bundle-args";
import { checkText } from "../validation/check";
import { keysUnder } from "../validation/keys";
import { dnsLabel, serviceName } from "../validation/names";
import type { Problem } from "../validation/problem";
import type { AccessArgs, KeycloakArgs, MonitoringArgs, MonitoringSsoArgs } from "./args";
import { checkHosts } from "./hosts";

/** Everything that is wrong with each argument by itself: what the plan relies on. */
export function checkShape(args: MonitoringSsoArgs): Problem[] {
  return [
    ...checkHosts(args),
    ...checkText(args.namespace?.name, dnsLabel, "namespace.name"),
    ...checkKeycloak(args.keycloak),
    ...checkAccess(args.access ?? {}),
    ...checkEdge(args.edge, "edge", args.proxy.mode),
    ...checkTls(args.tls, "tls"),
    ...(args.caBundle === undefined ? [] : checkCaBundle(args.caBundle, "caBundle")),
    ...checkSessions(args.sessions ?? {}, "sessions"),
    ...checkProxyTuning(args.proxy, keysUnder("proxy")),
    ...checkMonitoring(args.monitoring ?? {}),
    ...checkPeers(args.network, "network."),
    ...checkChartSource(args.charts ?? {}, "charts"),
  ];
}

/** Arguments of a client that the user writes under other keys. */
const keysElsewhere = { keycloakUrl: "keycloak.url", realm: "keycloak.realm.name" };

function checkKeycloak({
  url,
  realm,
  clientId,
  accessTokenLifespanSeconds,
  serviceAccounts = [],
}: KeycloakArgs): Problem[] {
  const client = { keycloakUrl: url, realm: realm.name, clientId, accessTokenLifespanSeconds };
  return [
    ...checkClient(client, keysUnder("keycloak", keysElsewhere)),
    ...serviceAccounts.flatMap((account, index) =>
      checkServiceAccount(account, keysUnder(`keycloak.serviceAccounts[${index}]`)),
    ),
  ];
}

function checkAccess({ applications = [], roles = [] }: AccessArgs): Problem[] {
  return [
    ...checkApplicationArgs(applications, "access.applications"),
    ...applications.flatMap(({ pods }, index) =>
      pods === undefined ? [] : checkPods(pods, `access.applications[${index}].pods`),
    ),
    ...checkRoleNames(roles, "access.roles"),
  ];
}

function checkMonitoring(monitoring: MonitoringArgs): Problem[] {
  const { existing, grafana = {} } = monitoring;
  return [
    ...checkMonitoringShape(monitoring, keysUnder("monitoring")),
    ...checkText(existing?.prometheusService, serviceName, "monitoring.existing.prometheusService"),
    ...checkText(existing?.alertmanagerService, serviceName, "monitoring.existing.alertmanagerService"),
    ...checkRoleBindings(grafana, grafanaRoles, keysUnder("monitoring.grafana")),
  ];
}
