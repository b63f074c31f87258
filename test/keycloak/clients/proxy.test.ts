import * as pulumi from "@pulumi/pulumi";
import { compositeRoles } from "../../../components/access";
import { ProxyClient } from "../../../components/keycloak/clients/proxy";
import type { ProxyClientArgs } from "../../../components/keycloak/clients/proxy-args";
import { checkProxyClient, resolveProxyClient } from "../../../components/keycloak/clients/proxy-settings";
import { keysUnder } from "../../../components/validation/keys";
import { formatProblems } from "../../../components/validation/problem";
import { clearTextOf, isSecretInput, revealed, runStack } from "../../support/mocks";

const uuid = "6f1c7a52-0b3e-4a8e-9c1d-2f4b5a6c7d8e";

function args(overrides: Partial<ProxyClientArgs> = {}): ProxyClientArgs {
  return {
    keycloakUrl: "https://keycloak.lan",
    realm: "homelab",
    hosts: ["monitoring.lan"],
    roles: ["prometheus-viewer", "prometheus-admin", "alertmanager-viewer", "alertmanager-editor"],
    compositeRoles: compositeRoles.split.map(({ name, contains }) => ({ name, contains: [...contains] })),
    ...overrides,
  };
}

describe("the proxy's client", () => {
  it("has one exact redirect URI per host", () => {
    const { client } = resolveProxyClient(args({ hosts: ["monitoring.lan", "karma.lan"] }));
    expect(client.redirectUris).toEqual([
      "https://monitoring.lan/oauth2/callback",
      "https://karma.lan/oauth2/callback",
    ]);
    expect(client.postLogoutRedirectUris).toEqual(["https://monitoring.lan/", "https://karma.lan/"]);
  });

  it("limits access tokens to five minutes", () => {
    expect(resolveProxyClient(args()).client.accessTokenLifespanSeconds).toBe(300);
  });

  it("accepts the documented arguments", () => {
    expect(checkProxyClient(args())).toEqual([]);
  });

  it("fails with every problem at once", () => {
    const wrong = args({
      keycloakUrl: "http://keycloak.lan",
      hosts: ["https://monitoring.lan", "*.lan"],
      accessTokenLifespanSeconds: 86_400,
      groups: [{ name: "ops", roles: ["root"] }],
      adopt: { id: "oauth2-proxy", roles: [{ name: "root", id: uuid }] },
    });
    expect(formatProblems(checkProxyClient(wrong, keysUnder("keycloak", { keycloakUrl: "keycloak.url" }))))
      .toMatchInlineSnapshot(`
      "invalid configuration: 7 problems, nothing was created
        keycloak.url = "http://keycloak.lan"
          expected an https URL without credentials, query or trailing slash; use the URL that browsers use, such as "https://keycloak.example.com"
        keycloak.accessTokenLifespanSeconds = 86400
          expected a whole number from 60 to 3600
        keycloak.hosts[0] = "https://monitoring.lan"
          expected a host name in lower case, without scheme, port, path or wildcard
        keycloak.hosts[1] = "*.lan"
          expected a host name in lower case, without scheme, port, path or wildcard
        keycloak.groups[0].roles = "root"
          expected one of alertmanager-editor, alertmanager-viewer, prometheus-admin, prometheus-viewer, monitoring
        keycloak.adopt.id = "oauth2-proxy"
          expected a UUID; copy it from the URL of its page in Keycloak's admin console
        keycloak.adopt.roles[0].name = "root"
          expected one of alertmanager-editor, alertmanager-viewer, prometheus-admin, prometheus-viewer, monitoring"
    `);
  });
});

describe("ProxyClient", () => {
  const bindings = {
    groups: [{ name: "ops", roles: ["monitoring"] }],
    users: [{ username: "alice", roles: ["prometheus-viewer"] }],
  };

  it("fails for wrong arguments and creates nothing", async () => {
    const run = await runStack(() => {
      expect(() => new ProxyClient("sso", args({ hosts: [] }))).toThrow("hosts = []");
    });
    expect(run.resources.filter(({ parent }) => parent === "sso")).toEqual([]);
  });

  it("is the parent of every child and the prefix of its name", async () => {
    const run = await runStack(() => new ProxyClient("sso", args(bindings)));
    const children = run.resources.filter(({ parent }) => parent === "sso");
    expect(children.map(({ name }) => name).sort()).toEqual([
      "sso-audience",
      "sso-audience-scope",
      "sso-client",
      "sso-client-secret",
      "sso-default-scopes",
      "sso-group-ops",
      "sso-optional-scopes",
      "sso-role-alertmanager-editor",
      "sso-role-alertmanager-viewer",
      "sso-role-monitoring",
      "sso-role-prometheus-admin",
      "sso-role-prometheus-viewer",
      "sso-user-alice",
    ]);
    expect(run.resource("sso").type).toBe("monitoring-sso:index:ProxyClient");
  });

  it("is a confidential client that enforces PKCE and keeps its generated secret secret", async () => {
    const run = await runStack(() => new ProxyClient("sso", args()));
    const { inputs } = run.resource("sso-client");
    expect(inputs).toMatchObject({ realmId: "homelab", accessType: "CONFIDENTIAL", pkceCodeChallengeMethod: "S256" });
    expect(isSecretInput(inputs.clientSecret)).toBe(true);
    expect(revealed(inputs.clientSecret)).toBe("generated-sso-client-secret");
    expect(run.resources.flatMap((resource) => clearTextOf(resource.inputs))).not.toContain(
      "generated-sso-client-secret",
    );
  });

  it("adds itself to the audience of both tokens through its own scope", async () => {
    const run = await runStack(() => new ProxyClient("sso", args()));
    expect(run.resource("sso-audience-scope").inputs).toMatchObject({ name: "oauth2-proxy-audience" });
    expect(run.resource("sso-audience").inputs).toMatchObject({
      clientScopeId: "id-of-sso-audience-scope",
      includedClientAudience: "oauth2-proxy",
      addToIdToken: true,
      addToAccessToken: true,
    });
    expect(run.resource("sso-default-scopes").inputs).toEqual({
      realmId: "homelab",
      clientId: "id-of-sso-client",
      defaultScopes: ["basic", "profile", "email", "roles", "oauth2-proxy-audience"],
    });
  });

  it("creates the roles of its client and their composite", async () => {
    const run = await runStack(() => new ProxyClient("sso", args()));
    expect(run.resource("sso-role-prometheus-admin").inputs).toEqual({
      realmId: "homelab",
      clientId: "id-of-sso-client",
      name: "prometheus-admin",
    });
    expect(run.resource("sso-role-monitoring").inputs.compositeRoles).toEqual([
      "id-of-sso-role-prometheus-viewer",
      "id-of-sso-role-alertmanager-viewer",
      "id-of-sso-role-alertmanager-editor",
    ]);
  });

  it("binds roles to existing groups and users, and keeps their other roles", async () => {
    const run = await runStack(() => new ProxyClient("sso", args(bindings)));
    expect(run.resource("sso-group-ops").inputs).toEqual({
      realmId: "homelab",
      groupId: "id-of-group-/ops",
      roleIds: ["id-of-sso-role-monitoring"],
      exhaustive: false,
    });
    expect(run.resource("sso-user-alice").inputs).toEqual({
      realmId: "homelab",
      userId: "id-of-user-alice",
      roleIds: ["id-of-sso-role-prometheus-viewer"],
      exhaustive: false,
    });
  });

  it("adopts an existing client and its roles only with `adopt`", async () => {
    const adopt = { id: uuid, roles: [{ name: "monitoring", id: uuid }] };
    const adopted = await runStack(() => new ProxyClient("sso", args({ adopt })));
    expect(adopted.resource("sso-client").options).toMatchObject({ import: `homelab/${uuid}` });
    expect(adopted.resource("sso-role-monitoring").options).toMatchObject({ import: `homelab/${uuid}` });
    expect(adopted.resource("sso-role-prometheus-viewer").options).not.toHaveProperty("import", expect.anything());
    const created = await runStack(() => new ProxyClient("sso", args()));
    expect(created.resource("sso-client").options).not.toHaveProperty("import", expect.anything());
  });

  it("returns URLs and lifespans as plain values, and the secret as secret", async () => {
    let secret: Promise<boolean> | undefined;
    await runStack(() => {
      const client = new ProxyClient("sso", args());
      secret = pulumi.isSecret(client.clientSecret);
      expect(client).toMatchObject({
        clientId: "oauth2-proxy",
        issuerUrl: "https://keycloak.lan/realms/homelab",
        endSessionUrl: "https://keycloak.lan/realms/homelab/protocol/openid-connect/logout",
        accessTokenLifespanSeconds: 300,
      });
    });
    expect(await secret).toBe(true);
  });

  it("shows every resource in the first preview of a realm that does not exist yet", async () => {
    const realmId = pulumi.output("homelab");
    const run = await runStack(() => new ProxyClient("sso", args({ ...bindings, realmId })), { preview: true });
    expect(run.resource("sso-client").inputs).toMatchObject({ clientId: "oauth2-proxy" });
    expect(run.resource("sso-group-ops").inputs).toMatchObject({ exhaustive: false });
  });
});
