import * as pulumi from "@pulumi/pulumi";
import { ServiceAccountClient } from "../../../components/keycloak/clients/service-account";
import {
  checkServiceAccount,
  checkServiceAccounts,
  serviceAccountClient,
  type ServiceAccountClientArgs,
  serviceAccountScopes,
} from "../../../components/keycloak/clients/service-account-settings";
import { clearTextOf, isSecretInput, revealed, runStack } from "../../support/mocks";

function args(overrides: Partial<ServiceAccountClientArgs> = {}): ServiceAccountClientArgs {
  return {
    keycloakUrl: "https://keycloak.lan",
    realm: "homelab",
    namespace: "monitoring",
    clientId: "ci",
    roles: ["prometheus-viewer"],
    proxyClientUuid: "uuid-of-the-proxy",
    proxyRoleIds: { "prometheus-viewer": "id-of-prometheus-viewer", monitoring: "id-of-monitoring" },
    audienceScope: "oauth2-proxy-audience",
    ...overrides,
  };
}

describe("a service account's client", () => {
  it("has client credentials only, and no browser flow", () => {
    expect(serviceAccountClient("ci", 300)).toEqual({
      clientId: "ci",
      name: "Service account ci",
      enabled: true,
      accessType: "CONFIDENTIAL",
      clientAuthenticatorType: "client-secret",
      standardFlowEnabled: false,
      implicitFlowEnabled: false,
      directAccessGrantsEnabled: false,
      serviceAccountsEnabled: true,
      oauth2DeviceAuthorizationGrantEnabled: false,
      standardTokenExchangeEnabled: false,
      oauth2JwtAuthorizationGrantEnabled: false,
      useRefreshTokens: false,
      useRefreshTokensClientCredentials: false,
      extraConfig: {
        "oidc.ciba.grant.enabled": "false",
        "oid4vci.enabled": "false",
        "external.token.enabled": "false",
      },
      clientSessionIdleTimeout: "0",
      clientSessionMaxLifespan: "0",
      fullScopeAllowed: false,
      webOrigins: [],
      accessTokenLifespan: "300",
    });
  });

  it("keeps the scopes that put subject and roles into its tokens", () => {
    expect(serviceAccountScopes("oauth2-proxy-audience", ["service-account-ci.reader"])).toEqual([
      "basic",
      "profile",
      "roles",
      "oauth2-proxy-audience",
      "service-account-ci.reader",
    ]);
  });
});

describe("the service accounts of a stack", () => {
  const others = { roles: ["prometheus-viewer", "monitoring"], clientIds: ["oauth2-proxy", "grafana"] };

  it("may hold existing roles under unique client ids", () => {
    const serviceAccounts = [
      { clientId: "ci", roles: ["prometheus-viewer"] },
      { clientId: "karma", roles: ["monitoring"] },
    ];
    expect(checkServiceAccounts(serviceAccounts, others, "keycloak.serviceAccounts")).toEqual([]);
  });

  it.each([
    ["a role that no rule requires", [{ clientId: "ci", roles: ["root"] }], "keycloak.serviceAccounts[0].roles"],
    [
      "the proxy's client id",
      [{ clientId: "oauth2-proxy", roles: ["monitoring"] }],
      "keycloak.serviceAccounts[0].clientId",
    ],
    ["Grafana's client id", [{ clientId: "grafana", roles: ["monitoring"] }], "keycloak.serviceAccounts[0].clientId"],
    [
      "another service account's client id",
      [
        { clientId: "ci", roles: ["monitoring"] },
        { clientId: "ci", roles: ["monitoring"] },
      ],
      "keycloak.serviceAccounts[1].clientId",
    ],
  ])("fail with %s", (_, serviceAccounts, path) => {
    expect(checkServiceAccounts(serviceAccounts, others, "keycloak.serviceAccounts")).toMatchObject([{ path }]);
  });
});

describe("the check of one service account", () => {
  it.each([
    ["no role", { clientId: "ci", roles: [] }, "roles"],
    ["a client id that no Secret may have", { clientId: "CI Job", roles: ["monitoring"] }, "clientId"],
  ])("fails for %s", (_, account, path) => {
    expect(checkServiceAccount(account)).toMatchObject([{ path }]);
  });
});

describe("ServiceAccountClient", () => {
  it("fails for wrong arguments and creates nothing", async () => {
    const run = await runStack(() => {
      expect(() => new ServiceAccountClient("ci", args({ keycloakUrl: "http://keycloak.lan", roles: [] }))).toThrow(
        "2 problems",
      );
    });
    expect(run.resources.filter(({ parent }) => parent === "ci")).toEqual([]);
  });

  it("is the parent of every child and the prefix of its name", async () => {
    const run = await runStack(() => new ServiceAccountClient("ci", args()));
    const children = run.resources.filter(({ parent }) => parent === "ci");
    expect(children.map(({ name }) => name).sort()).toEqual([
      "ci-client",
      "ci-client-secret",
      "ci-credentials",
      "ci-default-scopes",
      "ci-optional-scopes",
      "ci-role-prometheus-viewer",
      "ci-scope-prometheus-viewer",
      "ci-scope-prometheus-viewer-role",
    ]);
    expect(run.resource("ci").type).toBe("monitoring-sso:index:ServiceAccountClient");
  });

  it("puts its credentials into a Secret, and nowhere in clear text", async () => {
    const run = await runStack(() => new ServiceAccountClient("ci", args()));
    const { metadata, stringData } = run.resource("ci-credentials").inputs;
    expect(metadata).toMatchObject({ name: "service-account-ci", namespace: "monitoring" });
    expect(isSecretInput(stringData)).toBe(true);
    expect(revealed(stringData)).toEqual({
      "client-id": "ci",
      "client-secret": "generated-ci-client-secret",
      "token-url": "https://keycloak.lan/realms/homelab/protocol/openid-connect/token",
    });
    const clearText = run.resources.flatMap(({ inputs }) => clearTextOf(inputs));
    expect(clearText).not.toContain("generated-ci-client-secret");
  });

  it("holds exactly its roles, and puts them into its tokens", async () => {
    const run = await runStack(
      () => new ServiceAccountClient("ci", args({ roles: ["prometheus-viewer", "prometheus-viewer"] })),
    );
    expect(run.ofType("keycloak:index/genericRoleMapper:GenericRoleMapper").map(({ inputs }) => inputs)).toEqual([
      { realmId: "homelab", clientScopeId: "id-of-ci-scope-prometheus-viewer", roleId: "id-of-prometheus-viewer" },
    ]);
    expect(run.resource("ci-role-prometheus-viewer").inputs).toEqual({
      realmId: "homelab",
      serviceAccountUserId: "service-account-of-ci-client",
      clientId: "uuid-of-the-proxy",
      role: "prometheus-viewer",
    });
  });

  it("keeps its other roles when one is revoked, since each has its own scope", async () => {
    const run = await runStack(
      () => new ServiceAccountClient("ci", args({ roles: ["prometheus-viewer", "monitoring"] })),
    );
    const mappings = run.ofType("keycloak:index/genericRoleMapper:GenericRoleMapper");
    const scopes = mappings.map(({ inputs }) => inputs.clientScopeId);
    expect(new Set(scopes).size).toBe(2);
    expect(run.resource("ci-default-scopes").inputs.defaultScopes).toEqual(
      serviceAccountScopes("oauth2-proxy-audience", [
        "service-account-ci.prometheus-viewer",
        "service-account-ci.monitoring",
      ]),
    );
  });

  it("adds the proxy to the audience of its tokens", async () => {
    const run = await runStack(() => new ServiceAccountClient("ci", args()));
    expect(run.resource("ci-default-scopes").inputs).toMatchObject({
      clientId: "id-of-ci-client",
      defaultScopes: ["basic", "profile", "roles", "oauth2-proxy-audience", "service-account-ci.prometheus-viewer"],
    });
  });

  it("returns its secret as secret", async () => {
    let secret: Promise<boolean> | undefined;
    await runStack(() => {
      const serviceAccount = new ServiceAccountClient("ci", args());
      secret = pulumi.isSecret(serviceAccount.clientSecret);
      expect(serviceAccount).toMatchObject({ clientId: "ci", secretName: "service-account-ci" });
    });
    expect(await secret).toBe(true);
  });

  it("shows its resources in the first preview, before the proxy's client exists", async () => {
    const run = await runStack(() => new ServiceAccountClient("ci", args()), { preview: true });
    expect(run.resource("ci-client").inputs).toMatchObject({ clientId: "ci", serviceAccountsEnabled: true });
  });
});
