import * as keycloak from "@pulumi/keycloak";
import type * as pulumi from "@pulumi/pulumi";
import { checkNotEmpty, checkUnique } from "../../validation/check";
import { type Keys, ownKeys } from "../../validation/keys";
import type { Problem } from "../../validation/problem";
import { idsOf, type RoleIds } from "./client-roles";

/** A group of the realm and the client roles that its members hold. */
export interface GroupRoleBindingArgs {
  /** Name of a group that exists in the realm. Plain value: it names the resource. */
  name: string;
  /** Client roles. The group keeps roles that it holds otherwise. */
  roles: string[];
}

/** A user of the realm and the client roles that the user holds. Prefer groups: they outlive individual accounts. */
export interface UserRoleBindingArgs {
  /** Username of a user that exists in the realm. Plain value: it names the resource. */
  username: string;
  /** Client roles. The user keeps roles that are held otherwise. */
  roles: string[];
}

/** The groups and users that hold client roles. */
export interface RoleBindings {
  readonly groups: readonly GroupRoleBindingArgs[];
  readonly users: readonly UserRoleBindingArgs[];
}

/** The arguments of a component that bind roles. */
export interface RoleBindingArgs {
  readonly groups?: readonly GroupRoleBindingArgs[];
  readonly users?: readonly UserRoleBindingArgs[];
}

export function resolveRoleBindings({ groups = [], users = [] }: RoleBindingArgs): RoleBindings {
  return { groups, users };
}

/** Reports unknown roles, bindings without roles, and subjects that occur twice. */
export function checkRoleBindings(
  { groups = [], users = [] }: RoleBindingArgs,
  roles: readonly string[],
  keys: Keys<RoleBindingArgs> = ownKeys,
): Problem[] {
  const ofGroups = groups.map(({ name, roles: held }) => ({ subject: name, held }));
  const ofUsers = users.map(({ username, roles: held }) => ({ subject: username, held }));
  return [...checkBindings(ofGroups, roles, keys("groups")), ...checkBindings(ofUsers, roles, keys("users"))];
}

interface Binding {
  readonly subject: string;
  readonly held: readonly string[];
}

function checkBindings(bindings: readonly Binding[], roles: readonly string[], path: string): Problem[] {
  return [
    ...bindings.flatMap(({ held }, index) => [
      ...checkKnownRoles(held, roles, `${path}[${index}].roles`),
      ...checkNotEmpty(held, `${path}[${index}].roles`),
    ]),
    ...checkUnique(
      bindings,
      ({ subject }) => subject,
      (value, index) => ({ path: `${path}[${index}]`, value, expected: "unique names", fix: "merge the two entries" }),
    ),
  ];
}

/** Reports each role that the client does not have. */
export function checkKnownRoles(held: readonly string[], roles: readonly string[], path: string): Problem[] {
  return held
    .filter((role) => !roles.includes(role))
    .map((role) => ({ path, value: role, expected: `one of ${roles.join(", ")}` }));
}

/**
 * Binds roles as children `<name>-group-<group>` and `<name>-user-<username>`. Never exhaustive: this stack must not remove
 * roles that a group or user holds otherwise.
 */
export function bindRoles(
  name: string,
  bindings: RoleBindings,
  ids: RoleIds,
  { realmId, parent }: { readonly realmId: pulumi.Input<string>; readonly parent: pulumi.Resource },
): void {
  for (const group of bindings.groups) {
    const groupId = keycloak.getGroupOutput({ realmId, name: group.name }, { parent }).id;
    const args = { realmId, groupId, roleIds: idsOf(group.roles, ids), exhaustive: false };
    new keycloak.GroupRoles(`${name}-group-${group.name}`, args, { parent });
  }
  for (const user of bindings.users) {
    const userId = keycloak.getUserOutput({ realmId, username: user.username }, { parent }).id;
    const args = { realmId, userId, roleIds: idsOf(user.roles, ids), exhaustive: false };
    new keycloak.UserRoles(`${name}-user-${user.username}`, args, { parent });
  }
}
