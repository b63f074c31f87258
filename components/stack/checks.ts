import { checkApplicationArgs, checkApplications, checkRoleNames } from "../access";
import { checkChartSource } from "../helm/chart-source";
import { checkPassthroughApplications } from "../edge/check-passthrough-applications";
import { compileEdge, type EdgeChoice, resolveEdgeChoice } from "../edge/compilers";
import { checkGrafanaClient, grafanaClientSettings } from "../keycloak/clients/grafana";
import { checkServiceAccounts } from "../keycloak/clients/service-account-settings";
import { checkProxyClient } from "../keycloak/clients/proxy-settings";
import { checkMonitoringValues } from "../monitoring/check-values";
import type { AccessArgs, MonitoringSsoArgs } from "./args";
import { asWritten, checkHosts, isEchoOfHost } from "./hosts";
import { type MonitoringSsoPlan, planMonitoringSso, proxySettings } from "./plan";
import { checkNetwork, checkPods } from "../network/check";
import type { Problem } from "../validation/problem";
import { checkProxySettings } from "../proxy/check-settings";
import { checkSessions, type SessionsArgs } from "../sessions/args";
import { checkCaBundle } from "../tls/ca-bundle";
import { checkTls } from "../tls/args";

/** Everything that is wrong or contradictory in the arguments of a stack, by the keys of its configuration file. */
export function checkMonitoringSso(args: MonitoringSsoArgs): Problem[] {
  const shape = [
    ...checkAccess(args.access ?? {}),
    ...checkTls(args.tls, "tls"),
    ...(args.caBundle === undefined ? [] : checkCaBundle(args.caBundle, "caBundle")),
    ...checkSessions(args.sessions ?? {}, "sessions"),
    ...checkChartSource(args.charts ?? {}, "charts"),
    ...checkNetwork(args.network, "network"),
  ];
  const hosts = checkHosts(args);
  const rooms = checkRooms(args, planMonitoringSso(args)).filter(
    (problem) => hosts.length === 0 || !isEchoOfHost(problem),
  );
  return distinct([...shape, ...hosts, ...rooms.map(asWritten)]);
}

function checkRooms(args: MonitoringSsoArgs, plan: MonitoringSsoPlan): Problem[] {
  return [
    ...checkProxyClient(plan.proxyClient, "keycloak."),
    ...(plan.grafanaClient === undefined ? [] : checkGrafanaClient(plan.grafanaClient, "monitoring.grafana.")),
    ...checkServiceAccounts(
      plan.serviceAccounts,
      { roles: plan.grantedRoles, clientIds: clientIds(plan) },
      "keycloak.serviceAccounts",
    ),
    ...checkProxySettings(proxySettings(args, plan, { type: "cookie" }), "proxy"),
    ...(plan.monitoring === undefined ? [] : checkMonitoringValues(plan.monitoring, "monitoring.values")),
    ...checkApplications(plan.applications, "access.applications"),
    ...checkPassthroughApplications(plan.applications, plan.edge, "access.applications"),
    ...checkEdge(args, plan),
  ];
}

/** What applications no longer show once they are resolved, and what is not about one of them. */
function checkAccess({ applications = [], roles = [] }: AccessArgs): Problem[] {
  return [
    ...checkApplicationArgs(applications, "access.applications"),
    ...applications.flatMap(({ pods }, index) =>
      pods === undefined ? [] : checkPods(pods, `access.applications[${index}].pods`),
    ),
    ...checkRoleNames(roles, "access.roles"),
  ];
}

/** Client ids of the clients that people sign in with. */
function clientIds({ edge, grafanaClient }: MonitoringSsoPlan): string[] {
  return grafanaClient === undefined ? [edge.clientId] : [edge.clientId, grafanaClientSettings(grafanaClient).clientId];
}

function checkEdge(args: MonitoringSsoArgs, plan: MonitoringSsoPlan): readonly Problem[] {
  const resolved = resolveEdgeChoice(args.edge, "edge", args.proxy.mode);
  if (resolved.type === "problems") {
    return resolved.problems;
  }
  const compilation = compileEdge(resolved.choice, plan.applications, plan.edge);
  return [
    ...(compilation.type === "problems" ? compilation.problems : []),
    ...(args.proxy.mode === "reverse-proxy" ? [] : checkRenewal(resolved.choice, args.sessions ?? {})),
  ];
}

/**
 * A renewed session that is the cookie itself has to reach the browser. Envoy Gateway hands on what the proxy answers when
 * it says no, never when it says yes (1.9, `allowed_client_headers_on_success` is not set): each request would be renewed
 * with one and the same refresh token from then on.
 */
function checkRenewal({ type }: EdgeChoice, sessions: SessionsArgs): Problem[] {
  return type === "envoy-gateway" && sessions.cookie !== undefined
    ? [
        {
          path: "sessions.cookie",
          expected: "sessions in a store, since Envoy Gateway keeps a renewed cookie from the browser",
          fix: "choose sessions.valkey or sessions.external, or edge.gatewayApi.traefik",
        },
      ]
    : [];
}

/** Two rooms may find the same thing wrong. */
function distinct(problems: readonly Problem[]): Problem[] {
  return problems.filter(
    ({ path, expected }, index) =>
      problems.findIndex((other) => other.path === path && other.expected === expected) === index,
  );
}
