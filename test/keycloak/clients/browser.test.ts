import { browserClient, signInScopes } from "../../../components/keycloak/clients/browser";
import { clientSecretPolicy } from "../../../components/keycloak/clients/confidential";

describe("a client for browsers", () => {
  it("enables the standard flow with PKCE only", () => {
    const client = browserClient({
      clientId: "oauth2-proxy",
      displayName: "Monitoring",
      redirectUris: ["https://monitoring.lan/oauth2/callback"],
      postLogoutRedirectUris: ["https://monitoring.lan/"],
      accessTokenLifespanSeconds: 300,
      sessionExpire: "1h30m",
    });
    expect(client).toEqual({
      clientId: "oauth2-proxy",
      name: "Monitoring",
      enabled: true,
      accessType: "CONFIDENTIAL",
      clientAuthenticatorType: "client-secret",
      standardFlowEnabled: true,
      implicitFlowEnabled: false,
      directAccessGrantsEnabled: false,
      serviceAccountsEnabled: false,
      oauth2DeviceAuthorizationGrantEnabled: false,
      standardTokenExchangeEnabled: false,
      oauth2JwtAuthorizationGrantEnabled: false,
      useRefreshTokens: true,
      useRefreshTokensClientCredentials: false,
      extraConfig: {
        "oidc.ciba.grant.enabled": "false",
        "oid4vci.enabled": "false",
        "external.token.enabled": "false",
      },
      clientSessionIdleTimeout: "0",
      fullScopeAllowed: false,
      webOrigins: [],
      pkceCodeChallengeMethod: "S256",
      validRedirectUris: ["https://monitoring.lan/oauth2/callback"],
      validPostLogoutRedirectUris: ["https://monitoring.lan/"],
      accessTokenLifespan: "300",
      clientSessionMaxLifespan: "5400",
    });
  });

  it("keeps the scope that puts the subject into access tokens", () => {
    expect(signInScopes).toContain("basic");
  });

  it("gets a new secret when the rotation changes", () => {
    expect(clientSecretPolicy("2")).toEqual({ length: 40, special: false, keepers: { rotation: "2" } });
  });
});
