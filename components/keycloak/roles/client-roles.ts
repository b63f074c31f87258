import * as keycloak from "@pulumi/keycloak";
import type * as pulumi from "@pulumi/pulumi";
import type { CompositeRole } from "../../access";
import { checkUnique } from "../../validation/check";
import type { Problem } from "../../validation/problem";

/** Every role of a client, in the order of creation. */
export interface ClientRolePlan {
  /** Roles that contain no others, sorted. */
  readonly simple: readonly string[];
  /** Roles that contain simple ones. */
  readonly composite: readonly CompositeRole[];
}

/**
 * Required roles, roles that composites contain, and the composites themselves, each once. A role that a rule requires and
 * that is a composite as well is created as the composite.
 */
export function planClientRoles(roles: readonly string[], composites: readonly CompositeRole[]): ClientRolePlan {
  const compositeNames = composites.map(({ name }) => name);
  const contained = composites.flatMap(({ contains }) => contains);
  const simple = [...new Set([...roles, ...contained])].filter((role) => !compositeNames.includes(role)).sort();
  return { simple, composite: composites };
}

export function roleNames({ simple, composite }: ClientRolePlan): string[] {
  return [...simple, ...composite.map(({ name }) => name)];
}

/** Reports nested composites, which would need an order of creation, and names that occur twice. */
export function checkCompositeRoles(composites: readonly CompositeRole[], path: string): Problem[] {
  const names = composites.map(({ name }) => name);
  const nested = composites.flatMap(({ contains }, index) =>
    contains
      .filter((role) => names.includes(role))
      .map((role) => ({
        path: `${path}[${index}].contains`,
        value: role,
        expected: "a role that is not a composite itself",
        fix: "list the roles it contains instead",
      })),
  );
  return [
    ...nested,
    ...checkUnique(
      composites,
      ({ name }) => name,
      (value, index) => ({ path: `${path}[${index}].name`, value, expected: "a name that no other composite has" }),
    ),
  ];
}

/** The client that the roles belong to. */
export interface RoleOwner {
  readonly realmId: pulumi.Input<string>;
  /** UUID of the client. */
  readonly clientId: pulumi.Input<string>;
  /** Import ids (`<realm>/<uuid>`) of existing roles, by name. */
  readonly importIds: Readonly<Record<string, string>>;
}

/** Ids of client roles, by name. */
export type RoleIds = Readonly<Record<string, pulumi.Output<string>>>;

/** Creates the roles as children `<name>-role-<role>`. */
export function createClientRoles(
  name: string,
  plan: ClientRolePlan,
  owner: RoleOwner,
  child: { readonly parent: pulumi.Resource },
): RoleIds {
  const create = (role: string, compositeRoles?: pulumi.Input<string>[]): [string, pulumi.Output<string>] => {
    const args = { realmId: owner.realmId, clientId: owner.clientId, name: role, compositeRoles };
    return [role, new keycloak.Role(`${name}-role-${role}`, args, { ...child, import: owner.importIds[role] }).id];
  };
  const simple = Object.fromEntries(plan.simple.map((role) => create(role)));
  const composite = plan.composite.map((role) => create(role.name, idsOf(role.contains, simple)));
  return { ...simple, ...Object.fromEntries(composite) };
}

/** Ids of the named roles. The names have been checked before anything is created. */
export function idsOf(roles: readonly string[], ids: RoleIds): pulumi.Output<string>[] {
  return roles.flatMap((role) => ids[role] ?? []);
}
