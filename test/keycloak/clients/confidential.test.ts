import { GrafanaClient } from "../../../components/keycloak/clients/grafana";
import { ProxyClient } from "../../../components/keycloak/clients/proxy";
import { ServiceAccountClient } from "../../../components/keycloak/clients/service-account";
import { runStack } from "../../support/mocks";

const realm = { keycloakUrl: "https://keycloak.lan", realm: "homelab" };
const adopt = { id: "6f1c7a52-0b3e-4a8e-9c1d-2f4b5a6c7d8e" };

describe("every client of a stack", () => {
  it.each<[string, () => unknown]>([
    ["the proxy", () => new ProxyClient("x", { ...realm, hosts: ["monitoring.lan"], roles: ["viewer"] })],
    ["an adopted proxy", () => new ProxyClient("x", { ...realm, hosts: ["monitoring.lan"], roles: ["viewer"], adopt })],
    ["Grafana", () => new GrafanaClient("x", { ...realm, rootUrl: "https://monitoring.lan/grafana" })],
    [
      "a service account",
      () =>
        new ServiceAccountClient("x", {
          ...realm,
          namespace: "monitoring",
          clientId: "ci",
          roles: ["viewer"],
          proxyClientUuid: "uuid-of-the-proxy",
          proxyRoleIds: { viewer: "id-of-viewer" },
          audienceScope: "oauth2-proxy-audience",
        }),
    ],
  ])("has no optional scopes, so no session without an end: %s", async (_client, create) => {
    const run = await runStack(create);
    expect(run.resource("x-optional-scopes").inputs).toEqual({
      realmId: "homelab",
      clientId: "id-of-x-client",
      optionalScopes: [],
    });
  });
});
