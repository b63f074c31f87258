import { checkApplications, checkSingleRole } from "../access";
import { type ApplicationEdgeSettings, compileSettings } from "../edge/application-edge-settings";
import { edgeProperties } from "../edge/compilers";
import { checkGrants } from "../keycloak/clients/proxy-settings";
import { checkServiceAccounts } from "../keycloak/clients/service-account-settings";
import { roleNames } from "../keycloak/roles/client-roles";
import { checkMonitoringValues } from "../monitoring/check-values";
import { checkLifespans } from "../proxy/check";
import { ProxyMode } from "../proxy-contract/mode";
import { keysUnder } from "../validation/keys";
import { type Checked, type Problem, rejected, unlessProblems } from "../validation/problem";
import { settingsOf } from "../validation/settle";
import type { MonitoringSsoArgs } from "./args";
import { checkShape } from "./check-shape";
import { type MonitoringSsoPlan, planMonitoringSso, resolveApplications, type StackApplications } from "./plan";

/** A plan without problems, and the objects of its edge. */
export interface PreparedStack {
  readonly plan: MonitoringSsoPlan;
  readonly edge: ApplicationEdgeSettings;
}

/**
 * Checks each argument by itself, then plans, then checks the plan. So a plan exists only for arguments without problems,
 * and a problem names the key that the user wrote.
 */
export function prepareMonitoringSso(args: MonitoringSsoArgs): Checked<PreparedStack> {
  const shape = checkShape(args);
  if (shape.length > 0) {
    return rejected(shape);
  }
  const stack = resolveApplications(args);
  const conflicts = checkBeside(args, stack);
  if (conflicts.length > 0) {
    return rejected(conflicts);
  }
  const plan = planMonitoringSso(args, stack);
  const applications = plan.applications.map(({ location }) => location);
  const edge = compileSettings(plan.edge, applications, plan.edgeSettings);
  const problems = checkPlan(args, plan);
  return edge.ok
    ? unlessProblems(problems, () => ({ plan, edge: edge.value }))
    : rejected([...problems, ...edge.problems]);
}

/** Everything that is wrong or contradictory in the arguments, under the keys of the configuration file. */
export function checkMonitoringSso(args: MonitoringSsoArgs): readonly Problem[] {
  const prepared = prepareMonitoringSso(args);
  return prepared.ok ? [] : prepared.problems;
}

/** What is wrong with the applications beside each other. */
function checkBeside({ proxy, host }: MonitoringSsoArgs, { located, passthrough }: StackApplications): Problem[] {
  const others = passthrough.map((location) => ({ location, hostKey: `monitoring.hosts.${location.name}` }));
  const applications = located.map(({ location }) => location);
  return [
    ...checkApplications(located, others),
    ...(proxy.mode === ProxyMode.ReverseProxy ? checkSingleRole(applications, host, "proxy.mode") : []),
  ];
}

/** What arguments that are each right contradict in each other. */
function checkPlan(args: MonitoringSsoArgs, plan: MonitoringSsoPlan): Problem[] {
  const { proxyClient, grafanaClient, serviceAccounts, monitoring, proxy, grantedRoles } = plan;
  const clientIds = [proxyClient, ...(grafanaClient === undefined ? [] : [grafanaClient])].map(
    (client) => settingsOf<{ readonly client: { readonly clientId: string } }>(client).client.clientId,
  );
  return [
    ...checkGrants(proxyClient, roleNames(settingsOf(proxyClient).roles), keysUnder("keycloak")),
    ...checkServiceAccounts(serviceAccounts, { roles: grantedRoles, clientIds }, "keycloak.serviceAccounts"),
    ...checkLifespans(settingsOf(proxy), keysUnder("proxy")),
    ...(monitoring === undefined ? [] : checkMonitoringValues(settingsOf(monitoring), keysUnder("monitoring"))),
    ...checkCookieSessions(args, plan),
  ];
}

/**
 * With sessions in cookies, the edge must forward a refreshed cookie to the browser. Otherwise every request after the first
 * `sessionRefresh` would refresh the session with the same token, until Keycloak rejects it in the middle of the user's work.
 */
function checkCookieSessions({ sessions, proxy }: MonitoringSsoArgs, { edge }: MonitoringSsoPlan): Problem[] {
  return sessions?.cookie === undefined ||
    proxy.mode === ProxyMode.ReverseProxy ||
    edgeProperties(edge).returnsRefreshedCookies
    ? []
    : [
        {
          path: "sessions.cookie",
          expected: "sessions in a store, because this edge does not forward a refreshed cookie to the browser",
          fix: 'choose sessions.valkey or sessions.external, or proxy.mode "reverse-proxy"',
        },
      ];
}
