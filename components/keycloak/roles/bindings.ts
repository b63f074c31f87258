import * as keycloak from "@pulumi/keycloak";
import type * as pulumi from "@pulumi/pulumi";
import { checkNotEmpty, checkText, checkUnique } from "../../validation/check";
import { type Keys, ownKeys } from "../../validation/keys";
import type { Problem } from "../../validation/problem";
import { idsOf, type RoleIds } from "./client-roles";
import { groupName, groupPath, requireGroup } from "./group-path";

/** A group of the realm and the client roles that its members hold. */
export interface GroupRoleBindingArgs {
  /**
   * Group that exists in the realm: the name of a top-level group, or a full path such as `/platform/engineers`. Plain value:
   * it names the resource.
   */
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

/** Reports unknown roles, bindings without roles, names that no group can have, and subjects that occur twice. */
export function checkRoleBindings(
  { groups = [], users = [] }: RoleBindingArgs,
  roles: readonly string[],
  keys: Keys<RoleBindingArgs> = ownKeys,
): Problem[] {
  // `ops` and `/ops` are the same group.
  const ofGroups = groups.map(({ name, roles: held }) => ({ subject: name, identity: groupPath(name), held }));
  const ofUsers = users.map(({ username, roles: held }) => ({ subject: username, identity: username, held }));
  return [
    ...groups.flatMap(({ name }, index) => checkText(name, groupName, `${keys("groups")}[${index}].name`)),
    ...checkBindings(ofGroups, roles, keys("groups")),
    ...checkBindings(ofUsers, roles, keys("users")),
  ];
}

interface Binding {
  /** As the user wrote it. */
  readonly subject: string;
  /** The same for all spellings of one subject. */
  readonly identity: string;
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
      ({ identity }) => identity,
      (_identity, index) => ({
        path: `${path}[${index}]`,
        value: bindings[index]?.subject,
        expected: "unique names",
        fix: "merge the two entries",
      }),
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
 * Binds roles as children `<name>-group-<path of the group>` and `<name>-user-<username>`. Never exhaustive: this stack must not remove
 * roles that a group or user holds otherwise.
 */
export function bindRoles(
  name: string,
  bindings: RoleBindings,
  ids: RoleIds,
  { realmId, parent }: { readonly realmId: pulumi.Input<string>; readonly parent: pulumi.Resource },
): void {
  for (const group of bindings.groups) {
    const path = groupPath(group.name);
    // By path: the look-up by name returns the first group of that name in the tree, which can be a subgroup that somebody
    // else made (terraform-provider-keycloak 5.9, keycloak/group.go, `getGroupByDFS`).
    const found = keycloak.getGroupOutput({ realmId, groupPath: path }, { parent });
    const groupId = found.apply((result) => requireGroup(path, result));
    const args = { realmId, groupId, roleIds: idsOf(group.roles, ids), exhaustive: false };
    new keycloak.GroupRoles(`${name}-group-${path.slice(1)}`, args, { parent });
  }
  for (const user of bindings.users) {
    const userId = keycloak.getUserOutput({ realmId, username: user.username }, { parent }).id;
    const args = { realmId, userId, roleIds: idsOf(user.roles, ids), exhaustive: false };
    new keycloak.UserRoles(`${name}-user-${user.username}`, args, { parent });
  }
}
