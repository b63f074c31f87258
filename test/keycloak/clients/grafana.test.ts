import { GrafanaClient } from "../../../components/keycloak/clients/grafana";
import {
  checkGrafanaClient,
  type GrafanaClientArgs,
  resolveGrafanaClient,
} from "../../../components/keycloak/clients/grafana-settings";
import { keysUnder } from "../../../components/validation/keys";
import { isSecretInput, runStack } from "../../support/mocks";

function args(overrides: Partial<GrafanaClientArgs> = {}): GrafanaClientArgs {
  return {
    keycloakUrl: "https://keycloak.lan",
    realm: "homelab",
    rootUrl: "https://monitoring.lan/grafana",
    ...overrides,
  };
}

describe("Grafana's client", () => {
  it("redirects to Grafana's own sign-in only", () => {
    expect(resolveGrafanaClient(args()).client).toMatchObject({
      clientId: "grafana",
      redirectUris: ["https://monitoring.lan/grafana/login/generic_oauth"],
      postLogoutRedirectUris: ["https://monitoring.lan/grafana/login"],
    });
  });

  it.each(["https://monitoring.lan/grafana/", "http://monitoring.lan/grafana", "https://*.lan"])(
    "fails for the root URL %s",
    (rootUrl) => {
      expect(checkGrafanaClient(args({ rootUrl }))).toMatchObject([{ path: "rootUrl", value: rootUrl }]);
    },
  );

  it("fails for a role that Grafana does not have", () => {
    const groups = [{ name: "ops", roles: ["Admin"] }];
    expect(checkGrafanaClient(args({ groups }), keysUnder("grafana"))).toMatchObject([
      { path: "grafana.groups[0].roles", value: "Admin", expected: "one of viewer, editor, admin" },
    ]);
  });
});

describe("GrafanaClient", () => {
  it("puts its roles into the list that the role expression reads", async () => {
    const run = await runStack(() => new GrafanaClient("grafana", args()));
    expect(run.resource("grafana-roles-claim").inputs).toEqual({
      realmId: "homelab",
      clientId: "id-of-grafana-client",
      clientIdForRoleMappings: "grafana",
      name: "roles",
      claimName: "roles",
      multivalued: true,
      addToIdToken: true,
      addToAccessToken: true,
      addToUserinfo: true,
    });
    const roles = run.ofType("keycloak:index/role:Role");
    expect(roles.map(({ inputs }) => inputs.name)).toEqual(["admin", "editor", "viewer"]);
  });

  it("enforces PKCE, keeps its secret secret, and has the scope that contains the subject", async () => {
    const run = await runStack(() => new GrafanaClient("grafana", args()));
    const { inputs } = run.resource("grafana-client");
    expect(inputs).toMatchObject({ pkceCodeChallengeMethod: "S256", directAccessGrantsEnabled: false });
    expect(isSecretInput(inputs.clientSecret)).toBe(true);
    expect(run.resource("grafana-default-scopes").inputs.defaultScopes).toEqual(["basic", "profile", "email", "roles"]);
  });

  it("binds no role by default", async () => {
    const run = await runStack(() => new GrafanaClient("grafana", args()));
    expect(run.ofType("keycloak:index/groupRoles:GroupRoles")).toEqual([]);
    expect(run.ofType("keycloak:index/userRoles:UserRoles")).toEqual([]);
  });

  it("fails for wrong arguments and creates nothing", async () => {
    const run = await runStack(() => {
      expect(() => new GrafanaClient("grafana", args({ rootUrl: "" }))).toThrow('rootUrl = ""');
    });
    expect(run.resources.filter(({ parent }) => parent === "grafana")).toEqual([]);
  });
});
