import * as keycloak from "@pulumi/keycloak";
import type * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../../validation/problem";
import { idsOf, type RoleIds } from "./client-roles";

/** A group of the realm and the client roles its members hold. */
export interface GroupRoleBindingArgs {
  /** Name of a group that exists in the realm. Plain value: it names the resource. */
  name: string;
  /** Client roles. Roles that the group holds from elsewhere stay. */
  roles: string[];
}

/** A person of the realm and the client roles they hold. Prefer groups: they survive people. */
export interface UserRoleBindingArgs {
  /** Username of a person that exists in the realm. Plain value: it names the resource. */
  username: string;
  /** Client roles. Roles that the person holds from elsewhere stay. */
  roles: string[];
}

/** Who holds which client roles. */
export interface RoleBindings {
  readonly groups: readonly GroupRoleBindingArgs[];
  readonly users: readonly UserRoleBindingArgs[];
}

/** @param prefix of the keys as the user wrote them, such as `keycloak.` */
export function checkRoleBindings(bindings: RoleBindings, roles: readonly string[], prefix: string): Problem[] {
  const groups = bindings.groups.map(({ name, roles: held }) => ({ name, held }));
  const users = bindings.users.map(({ username, roles: held }) => ({ name: username, held }));
  return [...checkBindings(groups, roles, `${prefix}groups`), ...checkBindings(users, roles, `${prefix}users`)];
}

interface Binding {
  readonly name: string;
  readonly held: readonly string[];
}

function checkBindings(bindings: readonly Binding[], roles: readonly string[], path: string): Problem[] {
  const names = bindings.map(({ name }) => name);
  return bindings.flatMap(({ name, held }, index) => {
    const unknown = held.filter((role) => !roles.includes(role));
    const problems: Problem[] = unknown.map((role) => ({
      path: `${path}[${index}].roles`,
      value: role,
      expected: `one of ${roles.join(", ")}`,
    }));
    if (held.length === 0) {
      problems.push({ path: `${path}[${index}].roles`, value: held, expected: "a list with at least one entry" });
    }
    if (names.indexOf(name) !== index) {
      problems.push({ path: `${path}[${index}]`, value: name, expected: "each name once", fix: "merge the roles" });
    }
    return problems;
  });
}

/**
 * Binds roles as children `<name>-group-<group>` and `<name>-user-<username>`. Never exhaustive: the roles that a group
 * or person holds from elsewhere are not this stack's to remove.
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
