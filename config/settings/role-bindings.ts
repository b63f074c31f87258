import { z } from "zod";
import { block } from "../fields/block";
import { listOf } from "../fields/scalars";
import { identifier } from "../fields/formats";
import { text } from "../fields/text";

type Roles = z.ZodArray<z.ZodString>;
type Bindings<Subject extends string> = z.ZodOptional<
  z.ZodArray<z.ZodObject<Record<Subject, z.ZodString> & { roles: Roles }, z.core.$strict>>
>;

/**
 * Who holds which roles, as the two settings `groups` and `users`.
 * @param kind of the roles, as in "client roles"
 * @param example role
 */
export function roleBindings(kind: string, example: string): { groups: Bindings<"name">; users: Bindings<"username"> } {
  const roles = listOf(identifier(example)).meta({
    description: "Roles they hold. Roles that are held from elsewhere stay.",
  });
  const group = block({
    name: text("platform-engineers").meta({ description: "Name of a group that exists in the realm." }),
    roles,
  });
  const user = block({
    username: text("alice").meta({ description: "Username of a person who exists in the realm." }),
    roles,
  });
  return {
    groups: z
      .array(group, { error: "a list of groups" })
      .meta({ description: `Groups of the realm and the ${kind} their members hold.` })
      .optional(),
    users: z
      .array(user, { error: "a list of users" })
      .meta({ description: `People of the realm and the ${kind} they hold. Prefer groups: they survive people.` })
      .optional(),
  };
}
