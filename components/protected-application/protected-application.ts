import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { createEdgeObjects } from "../edge/create-objects";
import { bindRoles } from "../keycloak/roles/bindings";
import { createClientRoles, planClientRoles, type RoleIds } from "../keycloak/roles/client-roles";
import { requireValue } from "../validation/settle";
import type { ProtectedApplicationArgs } from "./args";
import { planProtectedApplication, type ProtectedApplicationPlan } from "./plan";
import type { SignInArgs } from "./sign-in";

/**
 * Puts one application behind the sign-in of an existing stack, from any program and without changing the stack: the roles
 * that its rules require and the stack does not create, its edge objects, and the network policy that admits the edge to its
 * pods. Needs a Kubernetes provider, and a Keycloak provider where it creates roles.
 */
export class ProtectedApplication extends pulumi.ComponentResource {
  /** URL of the application. */
  public readonly url: string;
  /** Client roles that its rules require. */
  public readonly roles: string[];
  /** Ids of the roles that the component creates, by name, for further bindings. */
  public readonly roleIds: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: ProtectedApplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:ProtectedApplication", name, args, opts);
    const plan = requireValue(planProtectedApplication(args), this);
    this.roleIds = pulumi.output(createRoles(name, args.sso, plan, this));
    if (plan.policy !== undefined) {
      new k8s.networking.v1.NetworkPolicy(`${name}-network`, plan.policy, { parent: this });
    }
    createEdgeObjects(`${name}-edge`, plan.edgeObjects, this);
    this.url = plan.url;
    this.roles = [...plan.roles];
    this.registerOutputs({ url: this.url, roles: this.roles, roleIds: this.roleIds });
  }
}

/** The roles on the client of the stack's proxy, and their holders. */
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
