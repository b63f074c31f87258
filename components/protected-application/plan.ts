import {
  type Application,
  checkApart,
  checkApplication,
  checkApplications,
  checkRoleNames,
  requiredRoles,
  resolveApplication,
} from "../access";
import { checkEdge, resolveEdge } from "../edge/args";
import { checkEdgeSettings } from "../edge/check-settings";
import { compileApplication } from "../edge/compilers";
import type { EdgeObject, EdgeSettings } from "../edge/contract";
import { keycloakDefaults } from "../keycloak/defaults";
import { checkRoleBindings, resolveRoleBindings, type RoleBindings } from "../keycloak/roles/bindings";
import { checkPeer, resolvePeer } from "../network/peer";
import { applicationPolicy } from "../network/policies";
import type { NetworkPolicy } from "../network/policy-parts";
import { checkPods } from "../network/settings";
import { ProxyMode } from "../proxy-contract/mode";
import { defaultProxyService } from "../proxy-contract/service";
import { type Checked, type Problem, rejected, unlessProblems } from "../validation/problem";
import type { ProtectedApplicationArgs } from "./args";
import type { SignInArgs } from "./sign-in";

/** Everything about an application in front of an existing stack that is known before anything is created. */
export interface ProtectedApplicationPlan {
  readonly url: string;
  /** Roles that its rules require. */
  readonly roles: readonly string[];
  /** Those that are created with it. */
  readonly ownRoles: readonly string[];
  readonly bindings: RoleBindings;
  /** Absent without pods, or in a namespace that is not isolated. */
  readonly policy?: NetworkPolicy;
  readonly edgeObjects: readonly EdgeObject[];
}

/** Checks the arguments by themselves, then plans and compiles, then checks the plan. */
export function planProtectedApplication(args: ProtectedApplicationArgs): Checked<ProtectedApplicationPlan> {
  const shape = checkShape(args);
  if (shape.length > 0) {
    return rejected(shape);
  }
  const { sso, edge } = args;
  const application = resolveApplication(args.application, sso.host);
  const roles = requiredRoles([application]);
  const ownRoles = sso.keycloak === undefined ? [] : roles.filter((role) => !sso.roles?.includes(role));
  const located = { location: application, key: "application" };
  const problems = [
    ...checkApplications([located]),
    ...(sso.applications ?? []).flatMap((other) => checkApart(located, other)),
    ...checkBindings(args, ownRoles),
  ];
  const compiled = compileApplication(resolveEdge(edge), application, resolveSignIn(sso));
  return compiled.ok
    ? unlessProblems(problems, () => ({
        ...{ roles, ownRoles },
        url: urlOf(application),
        bindings: resolveRoleBindings(args),
        ...policyOf(args),
        edgeObjects: compiled.value,
      }))
    : rejected([...problems, ...compiled.problems]);
}

function urlOf({ host, basePath }: Application): string {
  return `https://${host}${basePath}`;
}

/** The sign-in as the edge needs it, with the defaults filled in. */
function resolveSignIn(signIn: SignInArgs): EdgeSettings {
  const { namespace, host } = signIn;
  return {
    ...{ namespace, host },
    proxy: signIn.proxy ?? defaultProxyService,
    mode: ProxyMode.Middleware,
    clientId: signIn.clientId ?? keycloakDefaults.clientId,
    certificate: signIn.certificate ?? {},
    rolesWithPage: signIn.roles ?? [],
    passthroughApplications: [],
  };
}

function checkShape({ application, sso, edge }: ProtectedApplicationArgs): Problem[] {
  return [
    ...checkEdgeSettings(sso, "sso."),
    ...(sso.edgePods === undefined ? [] : checkPeer(sso.edgePods, "sso.edgePods")),
    ...checkRoleNames(sso.roles ?? [], "sso.roles"),
    ...checkMode(sso, "sso.mode"),
    ...checkHost(application.host, sso),
    ...checkApplication(application, "application"),
    ...(application.pods === undefined ? [] : checkPods(application.pods, "application.pods")),
    ...checkEdge(edge, "edge"),
  ];
}

/** In the mode `reverse-proxy` the proxy serves only applications of its own configuration, which the stack writes. */
function checkMode({ mode }: SignInArgs, path: string): Problem[] {
  return mode === ProxyMode.ReverseProxy
    ? [
        {
          path,
          value: mode,
          expected: "the mode middleware: in reverse-proxy the proxy serves only the stack's own applications",
          fix: "add the application to the stack's access.applications, or set the stack's proxy.mode to middleware",
        },
      ]
    : [];
}

/** Another host needs a redirect URI at Keycloak, an entry in the proxy's list and a certificate, which the stack creates. */
function checkHost(host: string | undefined, { host: shared }: SignInArgs): Problem[] {
  return host === undefined || host === shared
    ? []
    : [
        {
          path: "application.host",
          value: host,
          expected: `the stack's host, ${shared}: users sign in only on hosts of the stack`,
          fix: "remove it, or add the application to the stack's access.applications",
        },
      ];
}

/** Bindings belong to the program that creates the roles: the stack binds its own. */
function checkBindings(args: ProtectedApplicationArgs, ownRoles: readonly string[]): Problem[] {
  const bound = (["groups", "users"] as const).filter((key) => (args[key] ?? []).length > 0);
  return ownRoles.length > 0
    ? checkRoleBindings(args, ownRoles)
    : bound.map((path) => ({
        path,
        expected: "no bindings: this component creates no roles",
        fix: "bind existing roles where they are created, or set sso.keycloak to create new ones",
      }));
}

function policyOf({ application, sso }: ProtectedApplicationArgs): { policy?: NetworkPolicy } {
  const { name, pods } = application;
  const { namespace, edgePods } = sso;
  return pods === undefined || edgePods === undefined
    ? {}
    : {
        policy: applicationPolicy(
          { name, ...pods },
          { namespace, edge: resolvePeer(edgePods), proxyMode: ProxyMode.Middleware },
        ),
      };
}
