import {
  alertmanagerApplication,
  type Application,
  applicationArgs,
  compositeRoles,
  type LocatedApplication,
  prometheusApplication,
  requiredRoles,
  resolveApplication,
} from "../access";
import { accessDefaults } from "../access/defaults";
import type { ApplicationEdgeArgs } from "../edge/application-edge-args";
import { type EdgeArgs, type EdgeChoice, resolveEdge } from "../edge/args";
import type { EdgeSettings, PassthroughApplication } from "../edge/contract";
import { signInHosts } from "../edge/model/sign-in-endpoints";
import { type BuiltInLocations, builtInLocations } from "../monitoring/location";
import { alertmanagerService, grafanaService, prometheusService } from "../monitoring/service-names";
import type { SignInArgs } from "../protected-application/sign-in";
import { ProxyMode } from "../proxy-contract/mode";
import { defaultProxyService } from "../proxy-contract/service";
import { settingsOf } from "../validation/settle";
import type { MonitoringSsoArgs } from "./args";
import { stackDefaults } from "./defaults";
import type { PlanContext } from "./plan-context";
import { type KeycloakPlan, planKeycloak } from "./plan-keycloak";
import { planServices, type ServicesPlan } from "./plan-services";

/**
 * Everything about the stack that is known before anything is created: the arguments of every component with the settings
 * that they resolve to, and what the checks and outputs need. Each thing is resolved once, here.
 */
export interface MonitoringSsoPlan extends KeycloakPlan, ServicesPlan {
  readonly namespace: string;
  /** Whether the stack creates the namespace. */
  readonly createsNamespace: boolean;
  /** Prometheus, Alertmanager and the user's own applications, with the keys that they come from. */
  readonly applications: readonly LocatedApplication[];
  readonly edge: EdgeChoice;
  readonly edgeSettings: EdgeSettings;
  /** The same as arguments of the component. */
  readonly edgeArgs: ApplicationEdgeArgs;
  /** Client roles to grant: those that rules require, and the composites of them. */
  readonly grantedRoles: readonly string[];
  /** Sign-in of the stack for other programs, except for what only the proxy's client knows. */
  readonly signIn: Omit<SignInArgs, "keycloak">;
}

/** The applications of a stack, whose arguments have no problems by themselves. */
export interface StackApplications {
  readonly locations: BuiltInLocations;
  readonly located: readonly LocatedApplication[];
  /** Grafana, unless it is not installed. */
  readonly passthrough: readonly PassthroughApplication[];
}

/** Resolves the applications: the checks between applications come before the plan. */
export function resolveApplications(args: MonitoringSsoArgs): StackApplications {
  const { host, access = {}, monitoring = {} } = args;
  const locations = builtInLocations(host, monitoring.hosts);
  const { prometheusService: prometheus, alertmanagerService: alertmanager } = monitoring.existing ?? {
    prometheusService: prometheusService.name,
    alertmanagerService: alertmanagerService.name,
  };
  const profile = access.profile ?? accessDefaults.profile;
  return {
    locations,
    located: [
      {
        location: prometheusApplication(profile, {
          service: { ...prometheusService, name: prometheus },
          ...locations.prometheus,
        }),
        hostKey: "monitoring.hosts.prometheus",
      },
      {
        location: alertmanagerApplication(profile, {
          service: { ...alertmanagerService, name: alertmanager },
          ...locations.alertmanager,
        }),
        hostKey: "monitoring.hosts.alertmanager",
      },
      ...(access.applications ?? []).map((application, index) => ({
        location: resolveApplication(application, host),
        key: `access.applications[${index}]`,
      })),
    ],
    passthrough: hasGrafana(args) ? [{ name: "grafana", service: grafanaService, ...locations.grafana }] : [],
  };
}

/** Grafana comes with the installed stack; an existing one has its own. */
function hasGrafana({ monitoring = {} }: MonitoringSsoArgs): boolean {
  return monitoring.existing === undefined && (monitoring.grafana?.enabled ?? true);
}

/** Derives the plan from arguments and applications without problems. */
export function planMonitoringSso(args: MonitoringSsoArgs, stack: StackApplications): MonitoringSsoPlan {
  const { host, access = {} } = args;
  const { locations, located, passthrough } = stack;
  const namespace = args.namespace?.name ?? stackDefaults.namespace.name;
  const applications = located.map(({ location }) => location);
  const composites = compositeRoles[access.profile ?? accessDefaults.profile];
  const roles = [...new Set([...requiredRoles(applications), ...(access.roles ?? [])])].sort();
  const grantedRoles = [...new Set([...composites.map(({ name }) => name), ...roles])];
  const hosts = signInHosts(applications, { host });
  const context: PlanContext = {
    ...{ namespace, locations, applications },
    edge: resolveEdge(args.edge),
    signInHosts: hosts,
    certificateHosts: [...new Set([...hosts, ...passthrough.map((application) => application.host)])],
    hasGrafana: passthrough.length > 0,
  };
  const keycloak = planKeycloak(args, context, { roles, composites });
  const services = planServices(args, context, { grantedRoles, keycloak });
  const edgeSettings: EdgeSettings = {
    ...{ namespace, host },
    proxy: defaultProxyService,
    mode: args.proxy.mode ?? ProxyMode.Middleware,
    clientId: settingsOf(keycloak.proxyClient).client.clientId,
    certificate: settingsOf(services.certificate).certificate,
    rolesWithPage: grantedRoles,
    passthroughApplications: passthrough,
  };
  return {
    ...keycloak,
    ...services,
    ...{ namespace, grantedRoles, edgeSettings },
    createsNamespace: args.namespace?.create ?? stackDefaults.namespace.create,
    applications: located,
    edge: context.edge,
    edgeArgs: edgeArgs(args.edge, applications, edgeSettings),
    signIn: signInOf(args, edgeSettings, applications),
  };
}

function edgeArgs(
  edge: EdgeArgs,
  applications: readonly Application[],
  { namespace, host, proxy, mode, clientId, certificate, rolesWithPage = [], passthroughApplications }: EdgeSettings,
): ApplicationEdgeArgs {
  return {
    ...{ namespace, host, edge, proxy, mode, clientId, certificate },
    applications: applications.map(applicationArgs),
    passthroughApplications: [...passthroughApplications],
    rolesWithPage: [...rolesWithPage],
  };
}

function signInOf(
  { network }: MonitoringSsoArgs,
  { namespace, host, clientId, proxy, mode, certificate, rolesWithPage = [], passthroughApplications }: EdgeSettings,
  applications: readonly Application[],
): Omit<SignInArgs, "keycloak"> {
  const isolated = network.enabled ?? stackDefaults.network.enabled;
  return {
    ...{ namespace, host, clientId, proxy, mode, certificate },
    ...(isolated ? { edgePods: network.edge } : {}),
    roles: [...rolesWithPage],
    applications: [...applications, ...passthroughApplications].map((application) => ({
      name: application.name,
      host: application.host,
      basePath: application.basePath,
    })),
  };
}
