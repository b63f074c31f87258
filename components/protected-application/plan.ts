import {
  type Application,
  checkApart,
  checkApplication,
  checkApplicationRules,
  checkRoleNames,
  requiredRoles,
  resolveApplication,
} from "../access";
import { checkEdgeSettings } from "../edge/check-settings";
import { checkEdge, resolveEdge } from "../edge/args";
import { compileApplication } from "../edge/compilers";
import type { EdgeObject } from "../edge/contract";
import { checkRoleBindings, type RoleBindings } from "../keycloak/roles/bindings";
import { checkPeer, checkPods } from "../network/check";
import { applicationPolicy } from "../network/policies";
import type { NetworkPolicy } from "../network/policy-parts";
import { type Checked, type Problem, rejected } from "../validation/problem";
import type { ProtectedApplicationArgs } from "./protected-application";
import { edgeSettings, type SignInArgs } from "./sign-in";

/** Everything about an application beside a stack that is known before anything is created. */
export interface ProtectedApplicationPlan {
  readonly type: "plan";
  readonly url: string;
  /** Roles that its rules ask for. */
  readonly roles: readonly string[];
  /** Those that are created with it. */
  readonly ownRoles: readonly string[];
  readonly bindings: RoleBindings;
  /** Absent without pods, or in a namespace that no policy closes. */
  readonly policy?: NetworkPolicy;
  readonly edgeObjects: readonly EdgeObject[];
}

/** Derives the plan, or says everything that is wrong with the arguments. */
export function planProtectedApplication(
  args: ProtectedApplicationArgs,
): ProtectedApplicationPlan | { readonly type: "problems"; readonly problems: readonly Problem[] } {
  const application = resolveApplication(args.application, args.sso.host);
  const roles = requiredRoles([application]);
  const ownRoles = args.sso.keycloak === undefined ? [] : roles.filter((role) => !args.sso.roles?.includes(role));
  const bindings = { groups: args.groups ?? [], users: args.users ?? [] };
  const compilation = compile(args, application);
  const problems = [
    ...checkApplicationRules(args.application.rules, "application.rules"),
    ...checkSignIn(args.sso, "sso"),
    ...checkMode(args.sso, "sso"),
    ...checkHost(args.application.host, args.sso),
    ...checkApplication(application, "application"),
    ...(args.sso.applications ?? []).flatMap((other) => checkApart(application, other, "application")),
    ...(args.application.pods === undefined ? [] : checkPods(args.application.pods, "application.pods")),
    ...checkBindings(bindings, ownRoles),
    ...(compilation.ok ? [] : compilation.problems),
  ];
  if (problems.length > 0 || !compilation.ok) {
    return { type: "problems", problems };
  }
  return {
    type: "plan",
    url: `https://${application.host}${application.basePath}`,
    ...{ roles, ownRoles, bindings },
    ...policyOf(args),
    edgeObjects: compilation.value,
  };
}

function compile({ edge, sso }: ProtectedApplicationArgs, application: Application): Checked<readonly EdgeObject[]> {
  const problems = checkEdge(edge, "edge");
  return problems.length > 0
    ? rejected(problems)
    : compileApplication(resolveEdge(edge), application, edgeSettings(sso));
}

function checkSignIn(signIn: SignInArgs, path: string): Problem[] {
  return [
    ...checkEdgeSettings(edgeSettings(signIn), path),
    ...(signIn.edgePods === undefined ? [] : checkPeer(signIn.edgePods, `${path}.edgePods`)),
    ...checkRoleNames(signIn.roles ?? [], `${path}.roles`),
  ];
}

/** Behind the proxy only what its own configuration names is served, and that is the stack's. */
function checkMode({ proxy }: SignInArgs, path: string): Problem[] {
  return proxy?.mode === "reverse-proxy"
    ? [
        {
          path: `${path}.proxy.mode`,
          value: proxy.mode,
          expected: "a proxy that the edge asks: requests that flow through it reach the stack's own applications only",
          fix: "name the application in the stack's access.applications, or give the stack proxy.mode middleware",
        },
      ]
    : [];
}

/** Another host needs a redirect URI at Keycloak, a place in the proxy's list and a certificate: all the stack's. */
function checkHost(host: string | undefined, { host: shared }: SignInArgs): Problem[] {
  return host === undefined || host === shared
    ? []
    : [
        {
          path: "application.host",
          value: host,
          expected: `the stack's host, ${shared}: people sign in on the hosts that the stack names`,
          fix: "leave it out, or name the application in the stack's access.applications",
        },
      ];
}

/** Whoever makes a role says who holds it: those of the stack are bound where the stack is. */
function checkBindings(bindings: RoleBindings, ownRoles: readonly string[]): Problem[] {
  const bound = (["groups", "users"] as const).filter((key) => bindings[key].length > 0);
  return ownRoles.length > 0
    ? checkRoleBindings(bindings, ownRoles, "")
    : bound.map((path) => ({
        path,
        expected: "nothing, since no role is created here",
        fix: "bind roles that exist where they are made, or name sso.keycloak to create new ones",
      }));
}

function policyOf({ application, sso }: ProtectedApplicationArgs): { policy?: NetworkPolicy } {
  const { name, pods } = application;
  const { namespace, edgePods } = sso;
  if (pods === undefined || edgePods === undefined) {
    return {};
  }
  const place = { namespace, edge: { podLabels: {}, ...edgePods }, proxyMode: "middleware" as const };
  return { policy: applicationPolicy({ name, ...pods }, place) };
}
