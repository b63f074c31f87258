import type * as keycloak from "@pulumi/keycloak";
import type * as pulumi from "@pulumi/pulumi";
import { secondsOf } from "../../validation/duration";
import { type ClientIdentity, createConfidentialClient, lockedDownClient } from "./confidential";

/** A confidential client that users sign in to with a browser. */
export interface BrowserClientSettings {
  readonly clientId: string;
  /** Shown on Keycloak's consent and account pages. */
  readonly displayName: string;
  /** Exact: Keycloak compares them character by character. */
  readonly redirectUris: readonly string[];
  /** Exact: where Keycloak may send a browser after sign-out. */
  readonly postLogoutRedirectUris: readonly string[];
  readonly accessTokenLifespanSeconds: number;
  /** Longest session of a user at the client, counted from the user's first sign-in there, as a Go duration. */
  readonly sessionExpire: string;
}

/**
 * Scopes of every sign-in. The list of a client is authoritative, so it must name the built-in ones: without `basic`,
 * access tokens have contained neither `sub` nor `auth_time` since Keycloak 25.
 */
export const signInScopes = ["basic", "profile", "email", "roles"] as const;

/** The client without realm and secret: the standard flow with PKCE, which Keycloak enforces. */
export function browserClient(settings: BrowserClientSettings): Omit<keycloak.openid.ClientArgs, "realmId"> {
  return {
    ...lockedDownClient,
    webOrigins: [],
    clientId: settings.clientId,
    name: settings.displayName,
    enabled: true,
    standardFlowEnabled: true,
    useRefreshTokens: true,
    pkceCodeChallengeMethod: "S256",
    validRedirectUris: [...settings.redirectUris],
    validPostLogoutRedirectUris: [...settings.postLogoutRedirectUris],
    accessTokenLifespan: String(settings.accessTokenLifespanSeconds),
    // After this time Keycloak refuses every refresh with `invalid_grant`, and no access token is valid longer, whether the
    // user chose "remember me" or not (26.7.3, SessionExpirationUtils, TokenManager).
    clientSessionMaxLifespan: String(secondsOf(settings.sessionExpire)),
  };
}

/** Creates the client with a generated secret, as the children `<name>-client` and `<name>-client-secret`. */
export function createBrowserClient(
  name: string,
  settings: BrowserClientSettings,
  identity: ClientIdentity,
  child: { readonly parent: pulumi.Resource },
): keycloak.openid.Client {
  return createConfidentialClient(name, browserClient(settings), identity, child);
}
