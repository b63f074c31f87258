import type * as keycloak from "@pulumi/keycloak";
import { runStack } from "../../support/mocks";
import { everyClient } from "./every-client";

/**
 * How a client of this stack treats an argument of the provider:
 * - `grant`: a way to get a token. Every client sets it.
 * - `set`: every client sets it.
 * - `browser`: clients that users sign in to set it; others have nothing that it could apply to.
 * - `default`: omitted, so that the provider sets its default, also on an adopted client.
 * - `kept`: omitted, so that an adopted client keeps what it had. It grants nothing; the reason follows.
 */
type Treatment = "grant" | "set" | "browser" | "default" | `kept: ${string}`;

/** Every argument that the provider has for a client: a new one does not compile until it is listed here. */
const treatments: Readonly<Record<keyof keycloak.openid.ClientArgs, Treatment>> = {
  standardFlowEnabled: "grant",
  implicitFlowEnabled: "grant",
  directAccessGrantsEnabled: "grant",
  serviceAccountsEnabled: "grant",
  oauth2DeviceAuthorizationGrantEnabled: "grant",
  standardTokenExchangeEnabled: "grant",
  oauth2JwtAuthorizationGrantEnabled: "grant",
  useRefreshTokens: "grant",
  useRefreshTokensClientCredentials: "grant",

  realmId: "set",
  clientId: "set",
  name: "set",
  enabled: "set",
  accessType: "set",
  clientAuthenticatorType: "set",
  clientSecret: "set",
  accessTokenLifespan: "set",
  clientSessionIdleTimeout: "set",
  clientSessionMaxLifespan: "set",
  extraConfig: "set",
  fullScopeAllowed: "set",
  webOrigins: "set",

  pkceCodeChallengeMethod: "browser",
  validRedirectUris: "browser",
  validPostLogoutRedirectUris: "browser",

  alwaysDisplayInConsole: "default",
  // Absent, the permission grant (UMA) and flows of the client's own are switched off.
  authorization: "default",
  authenticationFlowBindingOverrides: "default",
  backchannelLogoutSessionRequired: "default",
  import: "default",

  allowRefreshTokenInStandardTokenExchange: "kept: token exchange is off",
  oauth2DeviceCodeLifespan: "kept: the device grant is off",
  oauth2DevicePollingInterval: "kept: the device grant is off",
  oauth2JwtAuthorizationGrantIdp: "kept: the JWT authorization grant is off",
  clientOfflineSessionIdleTimeout: "kept: without the scope offline_access there are no offline sessions",
  clientOfflineSessionMaxLifespan: "kept: without the scope offline_access there are no offline sessions",
  clientSecretRegenerateWhenChanged: "kept: another way to set clientSecret",
  clientSecretWo: "kept: another way to set clientSecret",
  clientSecretWoVersion: "kept: another way to set clientSecret",
  adminUrl: "kept: Keycloak sends signed revocations there",
  backchannelLogoutUrl: "kept: Keycloak sends signed logout tokens there",
  backchannelLogoutRevokeOfflineSessions: "kept: it ends sessions",
  frontchannelLogoutEnabled: "kept: it ends sessions",
  frontchannelLogoutUrl: "kept: it ends sessions",
  rootUrl: "kept: the redirect URIs are absolute",
  baseUrl: "kept: a link in Keycloak's account page",
  description: "kept: text for administrators",
  loginTheme: "kept: installed by Keycloak's administrator",
  consentRequired: "kept: it asks users for more, not for less",
  consentScreenText: "kept: text of that page",
  displayOnConsentScreen: "kept: text of that page",
  requireDpopBoundTokens: "kept: it restricts tokens, and sign-in fails",
  excludeIssuerFromAuthResponse: "kept: oauth2-proxy and Grafana have one issuer each",
  excludeSessionStateFromAuthResponse: "kept: neither of them reads it",
};

/** Grants that Keycloak 26.7.3 has as attributes only; the provider has no argument for them. */
const grantAttributes = ["oidc.ciba.grant.enabled", "oid4vci.enabled", "external.token.enabled"];

function argumentsOf(...wanted: readonly Treatment[]): string[] {
  return Object.entries(treatments)
    .filter(([, treatment]) => wanted.includes(treatment))
    .map(([argument]) => argument);
}

async function inputsOf(create: () => unknown): Promise<Readonly<Record<string, unknown>>> {
  return (await runStack(create)).resource("x-client").inputs;
}

describe("every client of a stack", () => {
  it.each(everyClient)(
    "switches every grant on or off, and has those that it needs: %s",
    async (_name, create, grants) => {
      const inputs = await inputsOf(create);
      const granted = argumentsOf("grant").map((grant) => [grant, inputs[grant]]);
      expect(granted).toEqual(argumentsOf("grant").map((grant) => [grant, grants.includes(grant)]));
      expect(inputs.extraConfig).toEqual(Object.fromEntries(grantAttributes.map((attribute) => [attribute, "false"])));
    },
  );

  it.each(everyClient)("sets the arguments that are listed as set, and no other one: %s", async (_name, create) => {
    const inputs = await inputsOf(create);
    const isForUsers = inputs.standardFlowEnabled === true;
    const expected = argumentsOf("grant", "set", ...(isForUsers ? (["browser"] as const) : []));
    expect(Object.keys(inputs).sort()).toEqual(expected.sort());
  });
});
