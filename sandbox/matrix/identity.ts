import { compositeRoles } from "../../components/access/index.js";
import type { StackConfig } from "../../config/schema.js";

/** Who asks: nobody, five that hold a token which must open nothing, the people of the realm, and a machine. */
export const identities = [
  "none",
  "wrong audience",
  "other issuer",
  "expired",
  "unsigned",
  "altered",
  "nobody",
  "viewer",
  "editor",
  "admin",
  "machine",
] as const;
export type Identity = (typeof identities)[number];

/** Roles by identity. A token that opens nothing has none, whatever is written in it. */
export type Holders = Readonly<Record<Identity, readonly string[]>>;

/** The machine client of the sandbox's stack. */
export const machineClientId = "ci";

/** Who holds which roles by the stack's own word, composites taken apart. */
export function holdersOf({ keycloak, access }: StackConfig): Holders {
  const composites = compositeRoles[access?.profile ?? "split"];
  const withContents = (roles: readonly string[]): string[] => [
    ...roles,
    ...composites.filter(({ name }) => roles.includes(name)).flatMap(({ contains }) => contains),
  ];
  const rolesOf = (identity: Identity): string[] => {
    const bound = keycloak.users?.find(({ username }) => username === identity)?.roles;
    const ofMachine = keycloak.serviceAccounts?.find(({ clientId }) => clientId === machineClientId)?.roles;
    return withContents((identity === "machine" ? ofMachine : bound) ?? []);
  };
  return Object.fromEntries(identities.map((identity) => [identity, rolesOf(identity)])) as unknown as Holders;
}
