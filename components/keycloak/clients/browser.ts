import type * as keycloak from "@pulumi/keycloak";
import type * as pulumi from "@pulumi/pulumi";
import { type ClientIdentity, createConfidentialClient, lockedDownClient } from "./confidential";

/** A confidential client that people sign in to with a browser. */
export interface BrowserClientSettings {
  readonly clientId: string;
  /** Shown on Keycloak's consent and account pages. */
  readonly displayName: string;
  /** Exact; compared character by character. */
  readonly redirectUris: readonly string[];
  /** Exact; where Keycloak may send a browser after it signed out. */
  readonly postLogoutRedirectUris: readonly string[];
  readonly accessTokenLifespanSeconds: number;
}

/**
 * Scopes of every sign-in. The list of a client is authoritative, so built-in ones must be named: without `basic`
 * access tokens have had neither `sub` nor `auth_time` since Keycloak 25.
 */
export const signInScopes = ["basic", "profile", "email", "roles"] as const;

/** The client without realm and secret: the standard flow with PKCE, which Keycloak itself insists on. */
export function browserClient(settings: BrowserClientSettings): Omit<keycloak.openid.ClientArgs, "realmId"> {
  return {
    ...lockedDownClient,
    webOrigins: [],
    clientId: settings.clientId,
    name: settings.displayName,
    enabled: true,
    standardFlowEnabled: true,
    pkceCodeChallengeMethod: "S256",
    validRedirectUris: [...settings.redirectUris],
    validPostLogoutRedirectUris: [...settings.postLogoutRedirectUris],
    accessTokenLifespan: String(settings.accessTokenLifespanSeconds),
  };
}

/** The client with a secret of its own, as the children `<name>-client` and `<name>-client-secret`. */
export function createBrowserClient(
  name: string,
  settings: BrowserClientSettings,
  identity: ClientIdentity,
  child: { readonly parent: pulumi.Resource },
): keycloak.openid.Client {
  return createConfidentialClient(name, browserClient(settings), identity, child);
}
