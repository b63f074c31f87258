import * as keycloak from "@pulumi/keycloak";
import * as kubernetes from "@pulumi/kubernetes";
import { MonitoringSso, ProxyClient } from "monitoring-sso";

const providers = {
  kubernetes: new kubernetes.Provider("cluster", { context: "production" }),
  // Account and password from the environment: KEYCLOAK_CLIENT_ID, KEYCLOAK_CLIENT_SECRET.
  keycloak: new keycloak.Provider("keycloak", { url: "https://keycloak.example.com" }),
};

// Everything: Prometheus, Alertmanager and Grafana behind the company's sign-in.
const monitoring = new MonitoringSso(
  "monitoring",
  {
    host: "monitoring.example.com",
    keycloak: {
      url: "https://keycloak.example.com",
      realm: { name: "example" },
      groups: [{ name: "platform-engineers", roles: ["monitoring"] }],
    },
    edge: { traefik: {} },
    tls: { certManager: { issuerRef: { name: "letsencrypt" } } },
    proxy: { trustedProxyIps: ["10.42.0.0/16"] },
    network: { edge: { namespace: "traefik" } },
  },
  { providers },
);

// One part: a Keycloak client with its roles, for a proxy in front of something else.
const wiki = new ProxyClient(
  "wiki",
  {
    keycloakUrl: "https://keycloak.example.com",
    realm: "example",
    clientId: "wiki-proxy",
    hosts: ["wiki.example.com"],
    roles: ["wiki-reader", "wiki-writer"],
    groups: [{ name: "everybody", roles: ["wiki-reader"] }],
  },
  { providers: [providers.keycloak] },
);

export const urls = monitoring.urls;
export const wikiIssuer = wiki.issuerUrl;
export const wikiClientSecret = wiki.clientSecret;
