import { GrafanaClient } from "../../../components/keycloak/clients/grafana";
import { ProxyClient } from "../../../components/keycloak/clients/proxy";
import { ServiceAccountClient } from "../../../components/keycloak/clients/service-account";

const realm = { keycloakUrl: "https://keycloak.lan", realm: "homelab" };
const proxy = { ...realm, hosts: ["monitoring.lan"], roles: ["viewer"] };
const adopt = { id: "6f1c7a52-0b3e-4a8e-9c1d-2f4b5a6c7d8e" };

const serviceAccount = (): unknown =>
  new ServiceAccountClient("x", {
    ...realm,
    namespace: "monitoring",
    clientId: "ci",
    roles: ["viewer"],
    proxyClientUuid: "uuid-of-the-proxy",
    proxyRoleIds: { viewer: "id-of-viewer" },
    audienceScope: "oauth2-proxy-audience",
  });

/** Every kind of client that a stack has, each with the arguments of the grants that it needs. */
export const everyClient: readonly (readonly [name: string, create: () => unknown, grants: readonly string[]])[] = [
  ["the proxy", () => new ProxyClient("x", proxy), ["standardFlowEnabled", "useRefreshTokens"]],
  ["an adopted proxy", () => new ProxyClient("x", { ...proxy, adopt }), ["standardFlowEnabled", "useRefreshTokens"]],
  [
    "Grafana",
    () => new GrafanaClient("x", { ...realm, rootUrl: "https://monitoring.lan/grafana" }),
    ["standardFlowEnabled", "useRefreshTokens"],
  ],
  ["a service account", serviceAccount, ["serviceAccountsEnabled"]],
];
