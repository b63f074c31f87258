import * as keycloak from "@pulumi/keycloak";
import type * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

/** Grants that Keycloak's client has as attributes and the provider has no argument for (Keycloak 26.7.3, provider 5.9). */
const grantAttributes = {
  /** Sign-in on another device without a browser, which the client starts (CIBA, CibaConfig). */
  "oidc.ciba.grant.enabled": "false",
  /** Pre-authorized codes of credential offers (OID4VCI, DefaultCredentialOfferProvider). */
  "oid4vci.enabled": "false",
  /** The user's tokens of another identity provider (IdentityBrokerService). */
  "external.token.enabled": "false",
} as const;

/**
 * Every client of this stack has every grant switched off, and switches on the one that it needs. All are explicit, because an
 * adopted client keeps whatever is omitted. The permission grant (UMA) needs `authorization`, which the provider switches off
 * where it is omitted.
 */
export const lockedDownClient = {
  accessType: "CONFIDENTIAL",
  clientAuthenticatorType: "client-secret",
  standardFlowEnabled: false,
  /** Tokens in the address bar (RFC 9700 section 2.1.2). */
  implicitFlowEnabled: false,
  /** The password grant: clients would see passwords (RFC 9700 section 2.4). */
  directAccessGrantsEnabled: false,
  serviceAccountsEnabled: false,
  oauth2DeviceAuthorizationGrantEnabled: false,
  /** No token of another client becomes a token of this one (RFC 8693). */
  standardTokenExchangeEnabled: false,
  /** No assertion of another identity provider is a sign-in (RFC 7523). */
  oauth2JwtAuthorizationGrantEnabled: false,
  useRefreshTokens: false,
  useRefreshTokensClientCredentials: false,
  extraConfig: grantAttributes,
  /** In seconds; zero is the realm's, and what an adopted client keeps could be anything. */
  clientSessionIdleTimeout: "0",
  clientSessionMaxLifespan: "0",
  /** Off: tokens carry the roles of their own client only (RFC 9700 section 2.3). */
  fullScopeAllowed: false,
  /** No page of another origin may read tokens. */
  webOrigins: [],
} as const satisfies Partial<keycloak.openid.ClientArgs>;

/** 40 letters and digits: 238 bits, and safe in any file and form encoding. */
export function clientSecretPolicy(rotation: string): random.RandomPasswordArgs {
  return { length: 40, special: false, keepers: { rotation } };
}

/** The realm of a client, its secret, and the existing client that it takes over. */
export interface ClientIdentity {
  readonly realmId: pulumi.Input<string>;
  /** Rotation trigger of the secret. */
  readonly rotation: string;
  /** `<realm>/<uuid>` of a client to adopt. */
  readonly importId?: string;
}

/**
 * Creates the client with a generated secret, as the children `<name>-client` and `<name>-client-secret`. It has no optional
 * scopes (`<name>-optional-scopes`): Keycloak gives every new client `offline_access`, which a user adds to a sign-in in the
 * address bar to get a session that no logout, idle time or SSO Session Max ends. The empty list is authoritative: the
 * provider detaches every optional scope that it does not name (terraform-provider-keycloak 5.0 and 5.9,
 * resource_keycloak_openid_client_optional_scopes.go).
 */
export function createConfidentialClient(
  name: string,
  client: Omit<keycloak.openid.ClientArgs, "realmId">,
  identity: ClientIdentity,
  child: { readonly parent: pulumi.Resource },
): keycloak.openid.Client {
  const secret = new random.RandomPassword(`${name}-client-secret`, clientSecretPolicy(identity.rotation), child);
  const args = { ...client, realmId: identity.realmId, clientSecret: secret.result };
  const created = new keycloak.openid.Client(`${name}-client`, args, { ...child, import: identity.importId });
  new keycloak.openid.ClientOptionalScopes(
    `${name}-optional-scopes`,
    { realmId: identity.realmId, clientId: created.id, optionalScopes: [] },
    child,
  );
  return created;
}
