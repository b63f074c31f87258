import {
  type Application,
  checkApplicationArgs,
  checkApplications,
  checkPassthroughArgs,
  checkSingleRole,
  resolveApplication,
  resolveLocation,
} from "../access";
import { keycloakDefaults } from "../keycloak/defaults";
import { ProxyMode } from "../proxy-contract/mode";
import { defaultProxyService } from "../proxy-contract/service";
import { accepted, type Checked, type Problem, rejected } from "../validation/problem";
import type { ApplicationEdgeArgs } from "./application-edge-args";
import { checkEdge, type EdgeChoice, resolveEdge } from "./args";
import { checkEdgeSettings } from "./check-settings";
import { compileEdge } from "./compilers";
import type { EdgeObject, EdgeSettings } from "./contract";

/** Everything that the edge component creates, and the URLs that it serves. */
export interface ApplicationEdgeSettings {
  readonly objects: readonly EdgeObject[];
  /** URL of each application by its name, including pass-through applications. */
  readonly urls: Readonly<Record<string, string>>;
}

/** Checks, resolves and compiles the arguments. */
export function applicationEdge(args: ApplicationEdgeArgs): Checked<ApplicationEdgeSettings> {
  const shape = checkShape(args);
  if (shape.length > 0) {
    return rejected(shape);
  }
  const settings = resolveEdgeSettings(args);
  const applications = args.applications.map((application) => resolveApplication(application, args.host));
  const located = applications.map((location, index) => ({ location, key: `applications[${index}]` }));
  const others = settings.passthroughApplications.map((location) => ({ location }));
  const conflicts = [
    ...checkApplications(located, others),
    ...(settings.mode === ProxyMode.ReverseProxy ? checkSingleRole(applications, args.host, "mode") : []),
  ];
  return conflicts.length > 0 ? rejected(conflicts) : compileSettings(resolveEdge(args.edge), applications, settings);
}

/** Compiles the applications of a stack for its edge. */
export function compileSettings(
  edge: EdgeChoice,
  applications: readonly Application[],
  settings: EdgeSettings,
): Checked<ApplicationEdgeSettings> {
  const compiled = compileEdge(edge, applications, settings);
  const served = [...applications, ...settings.passthroughApplications];
  const urls = Object.fromEntries(served.map(({ name, host, basePath }) => [name, `https://${host}${basePath}`]));
  return compiled.ok ? accepted({ objects: compiled.value, urls }) : compiled;
}

function checkShape(args: ApplicationEdgeArgs): Problem[] {
  const { applications, passthroughApplications = [], edge, mode } = args;
  return [
    ...checkEdgeSettings(args),
    ...checkApplicationArgs(applications, "applications"),
    ...passthroughApplications.flatMap((application, index) =>
      checkPassthroughArgs(application, `passthroughApplications[${index}]`),
    ),
    ...checkEdge(edge, "edge", mode),
  ];
}

function resolveEdgeSettings(args: ApplicationEdgeArgs): EdgeSettings {
  const { namespace, host, passthroughApplications = [], rolesWithPage } = args;
  return {
    ...{ namespace, host },
    proxy: args.proxy ?? defaultProxyService,
    mode: args.mode ?? ProxyMode.Middleware,
    clientId: args.clientId ?? keycloakDefaults.clientId,
    certificate: args.certificate ?? {},
    ...(rolesWithPage === undefined ? {} : { rolesWithPage }),
    passthroughApplications: passthroughApplications.map(({ service, ...location }) => ({
      ...resolveLocation(location, host),
      service,
    })),
  };
}
