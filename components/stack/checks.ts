import { checkApplicationArgs, checkApplications, checkRoleNames } from "../access";
import { checkChartSource } from "../helm/chart-source";
import { checkPassthroughApplications } from "../edge/check-passthrough-applications";
import { checkEdge, type EdgeChoice, resolveEdge } from "../edge/args";
import { compileEdge, edgeProperties } from "../edge/compilers";
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
    ...checkCompiledEdge(args, plan),
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

function checkCompiledEdge(args: MonitoringSsoArgs, plan: MonitoringSsoPlan): readonly Problem[] {
  const problems = checkEdge(args.edge, "edge", args.proxy.mode);
  if (problems.length > 0) {
    return problems;
  }
  const choice = resolveEdge(args.edge);
  const compiled = compileEdge(choice, plan.applications, plan.edge);
  return [
    ...(compiled.ok ? [] : compiled.problems),
    ...(args.proxy.mode === "reverse-proxy" ? [] : checkCookieSessions(choice, args.sessions ?? {})),
  ];
}

/** The edge must pass a renewed cookie on to the browser, since the cookie is the session. */
function checkCookieSessions(choice: EdgeChoice, sessions: SessionsArgs): Problem[] {
  return sessions.cookie === undefined || edgeProperties(choice).allowsCookieSessions
    ? []
    : [
        {
          path: "sessions.cookie",
          expected: "sessions in a store, since Envoy Gateway keeps a renewed cookie from the browser",
          fix: "choose sessions.valkey or sessions.external, or edge.gatewayApi.traefik",
        },
      ];
}

/** Two rooms may find the same thing wrong. */
function distinct(problems: readonly Problem[]): Problem[] {
  return problems.filter(
    ({ path, expected }, index) =>
      problems.findIndex((other) => other.path === path && other.expected === expected) === index,
  );
}
