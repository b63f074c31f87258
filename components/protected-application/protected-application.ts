import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { ApplicationArgs } from "../access";
import type { EdgeArgs } from "../edge/args";
import { createEdgeObjects } from "../edge/create-objects";
import { createClientRoles, planClientRoles, type RoleIds } from "../keycloak/roles/client-roles";
import { bindRoles, type GroupRoleBindingArgs, type UserRoleBindingArgs } from "../keycloak/roles/bindings";
import { formatProblems } from "../validation/problem";
import { planProtectedApplication, type ProtectedApplicationPlan } from "./plan";
import type { SignInArgs } from "./sign-in";

/** An application of your own, and the sign-in of a stack that exists. */
export interface ProtectedApplicationArgs {
  /** The application: its Service, its place and its rules, as in a stack's `access.applications`. */
  application: ApplicationArgs;
  /** Where people sign in: `signIn` of a `MonitoringSso`, or of the outputs of another program's stack. */
  sso: SignInArgs;
  /** The edge that serves the stack's host: exactly one block. */
  edge: EdgeArgs;
  /**
   * Groups that hold roles which are created here. They must exist: the look-up runs in previews too.
   * @default - none
   */
  groups?: GroupRoleBindingArgs[];
  /**
   * People who hold roles which are created here. Prefer groups: they survive people.
   * @default - none
   */
  users?: UserRoleBindingArgs[];
}

/**
 * Puts one application behind the sign-in of a stack, from any program and without touching the stack: the roles that its
 * rules ask for and the stack does not make, the way in, and the network policy that lets the edge reach its pods.
 * Needs a Kubernetes provider, and one for Keycloak where it creates roles.
 */
export class ProtectedApplication extends pulumi.ComponentResource {
  /** Where it is reached. */
  public readonly url: string;
  /** Client roles that open something of it. */
  public readonly roles: readonly string[];
  /** Ids of the roles that were created here, by name, for bindings of the caller's own. */
  public readonly roleIds: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: ProtectedApplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:ProtectedApplication", name, {}, opts);
    const plan = planProtectedApplication(args);
    if (plan.type === "problems") {
      throw new pulumi.ResourceError(formatProblems(plan.problems), this, true);
    }
    this.roleIds = pulumi.output(createRoles(name, args.sso, plan, this));
    if (plan.policy !== undefined) {
      new k8s.networking.v1.NetworkPolicy(`${name}-network`, plan.policy, { parent: this });
    }
    createEdgeObjects(`${name}-edge`, plan.edgeObjects, this);
    this.url = plan.url;
    this.roles = plan.roles;
    this.registerOutputs({ url: this.url, roles: this.roles });
  }
}

/** The roles on the client of the stack's proxy, and who holds them. */
function createRoles(
  name: string,
  { keycloak: client }: SignInArgs,
  { ownRoles, bindings }: ProtectedApplicationPlan,
  parent: pulumi.Resource,
): RoleIds {
  if (client === undefined) {
    return {};
  }
  const { realmId, clientUuid: clientId } = client;
  const ids = createClientRoles(name, planClientRoles(ownRoles, []), { realmId, clientId, importIds: {} }, { parent });
  bindRoles(name, bindings, ids, { realmId, parent });
  return ids;
}
