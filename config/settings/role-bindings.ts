import type { z } from "zod";
import { groupName } from "../../components/keycloak/roles/group-path";
import { block } from "../fields/block";
import { anyListOf, listOf } from "../fields/lists";
import { text, textOf } from "../fields/texts";

type Bindings<Subject extends string, Role extends z.ZodType> = z.ZodOptional<
  z.ZodArray<z.ZodObject<Record<Subject, z.ZodString> & { roles: z.ZodArray<Role> }, z.core.$strict>>
>;

/** Roles that can be bound. */
export interface BindableRoles<Role extends z.ZodType> {
  readonly role: Role;
  /** What they are, as in "client roles". */
  readonly kind: string;
  /** What it means that no group and no user holds one. */
  readonly none: { readonly groups: string; readonly users: string };
}

function fullPath(value: string): string {
  const segments = value.split("/").map((segment) => segment.trim());
  return `/${segments.filter((segment) => segment !== "").join("/")}`;
}

/** Who holds which roles, as the two settings `groups` and `users`. */
export function roleBindings<Role extends z.ZodType>({
  role,
  kind,
  none,
}: BindableRoles<Role>): { groups: Bindings<"name", Role>; users: Bindings<"username", Role> } {
  const roles = listOf(role).meta({ description: "Roles to bind. Other role bindings remain unchanged." });
  const group = block({
    name: textOf(groupName, { example: "/platform/engineers", suggest: (value) => fullPath(value) }).meta({
      description: "Existing group of the realm: the name of a top-level group, or the full path of any group.",
    }),
    roles,
  });
  const user = block({
    username: text("alice").meta({ description: "Username of an existing user of the realm." }),
    roles,
  });
  return {
    groups: anyListOf(group, "groups")
      .meta({ description: `Groups of the realm, and the ${kind} of of their members.`, defaultText: none.groups })
      .optional(),
    users: anyListOf(user, "users")
      .meta({
        description: `Users of the realm, and their ${kind}. Prefer groups, which outlast single users.`,
        defaultText: none.users,
      })
      .optional(),
  };
}
