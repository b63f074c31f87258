import { compositeRoles } from "../../components/access/index.js";
import type { StackConfig } from "../../config/schema.js";

/** Who sends a request: an anonymous client, six clients with a token that must be rejected, the realm's users, and a service account. */
export const identities = [
  "none",
  "wrong audience",
  "foreign client",
  "other issuer",
  "expired",
  "unsigned",
  "altered",
  "nobody",
  "viewer",
  "editor",
  "admin",
  "service account",
] as const;
export type Identity = (typeof identities)[number];

/** The realm's users, who send a session cookie; all others but the anonymous client send a token. */
export function isUser(identity: Identity): identity is "nobody" | "viewer" | "editor" | "admin" {
  return ["nobody", "viewer", "editor", "admin"].includes(identity);
}

export function isTokenRejected(identity: Identity): boolean {
  return identity !== "none" && identity !== "service account" && !isUser(identity);
}

/** Roles by identity. A token that must be rejected has none, whatever it claims. */
export type Holders = Readonly<Record<Identity, readonly string[]>>;

/** The service account of the sandbox's stack. */
export const serviceAccountClientId = "ci";

/** Who holds which roles according to the stack's configuration, with composite roles expanded. */
export function holdersOf({ keycloak, access }: StackConfig): Holders {
  const composites = compositeRoles[access?.profile ?? "split"];
  const withContents = (roles: readonly string[]): string[] => [
    ...roles,
    ...composites.filter(({ name }) => roles.includes(name)).flatMap(({ contains }) => contains),
  ];
  const rolesOf = (identity: Identity): string[] => {
    const bound = keycloak.users?.find(({ username }) => username === identity)?.roles;
    const ofServiceAccount = keycloak.serviceAccounts?.find(
      ({ clientId }) => clientId === serviceAccountClientId,
    )?.roles;
    return withContents((identity === "service account" ? ofServiceAccount : bound) ?? []);
  };
  return Object.fromEntries(identities.map((identity) => [identity, rolesOf(identity)])) as unknown as Holders;
}
