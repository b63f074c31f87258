import { type Identity, isUser } from "./identity.js";

/** What a client could send as `Authorization` besides its own credential; none of it counts, whatever it claims. */
export const addedAuthorizations = [
  "token of another client with every role",
  "token of another client for an administrator",
  "the same, renewed",
  "refresh token",
  "offline token",
  "token of another client as a password",
  "password of an administrator",
  "Bearer without a token",
] as const;
export type AddedAuthorization = (typeof addedAuthorizations)[number];

/** An `Authorization` header before or after the one of the identity, if it has one: a user sends a cookie beside it. */
export interface AuthorizationAttack {
  readonly added: AddedAuthorization;
  readonly at: "before" | "after";
}

/** The header's values, in the order in which they are sent. */
export function authorizationLines<T>(own: T | undefined, added: T, at: AuthorizationAttack["at"]): T[] {
  if (own === undefined) {
    return [added];
  }
  return at === "before" ? [added, own] : [own, added];
}

/**
 * Whether the identity's own credential is the one that counts. The proxy does not look for a cookie when there is an
 * `Authorization` header (oauth2-proxy 7.15.6, jwt_session.go, without `bearer_token_login_fallback`).
 */
export function countsOwn(
  attack: AuthorizationAttack | undefined,
  identity: Identity,
  twoAuthorizations: "first" | "neither",
): boolean {
  const hasOwn = identity !== "none" && !isUser(identity);
  return attack === undefined || (hasOwn && attack.at === "after" && twoAuthorizations === "first");
}
