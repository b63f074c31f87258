import { goodSettings, type Settings } from "./bad-stacks";

/** A stack's file whose settings are each right and do not go together. */
export interface ContradictoryStack {
  /** The contradiction, as a phrase that continues "a stack with". */
  readonly name: string;
  readonly settings: Settings;
  /** What its error says, among other things. */
  readonly fragments: readonly string[];
}

const { proxy, keycloak } = goodSettings;
const karma = { name: "karma", service: { name: "karma", port: 8080 }, rules: [{ role: "karma-user" }] };

/** Each is refused by the components before anything is created. */
export const contradictoryStacks: readonly ContradictoryStack[] = [
  {
    name: "roles by method on an edge that cannot match methods",
    settings: { ...goodSettings, edge: { ingressNginx: {} }, access: { profile: "split" } },
    fragments: ["edge.ingressNginx", "expected an edge that matches methods", "single-role"],
  },
  {
    name: "sessions in the cookie, behind Traefik",
    settings: { ...goodSettings, edge: { traefik: {} }, sessions: { cookie: {} } },
    fragments: ["sessions.cookie", "does not forward a refreshed cookie to the browser", "sessions.valkey"],
  },
  {
    name: "sessions in the cookie, behind Envoy Gateway",
    settings: {
      ...goodSettings,
      edge: { gatewayApi: { gateway: { name: "public" }, envoyGateway: {} } },
      sessions: { cookie: {} },
    },
    fragments: ["sessions.cookie", "does not forward a refreshed cookie to the browser", "sessions.valkey"],
  },
  {
    name: "a Gateway without an implementation that can ask the proxy",
    settings: { ...goodSettings, edge: { gatewayApi: { gateway: { name: "public" } } } },
    fragments: ["edge.gatewayApi", "exactly one of traefik and envoyGateway", 'proxy.mode "reverse-proxy"'],
  },
  {
    name: "roles by method, and requests that pass through the proxy",
    settings: { ...goodSettings, proxy: { ...proxy, mode: "reverse-proxy" } },
    fragments: [
      'proxy.mode = "reverse-proxy"',
      'unlike "alertmanager: DELETE /api/v2/silence/* needs alertmanager-editor"',
      'profile "single-role"',
      'proxy.mode "middleware"',
    ],
  },
  {
    name: "an application with more roles than an HTTPRoute has rules",
    settings: {
      ...goodSettings,
      edge: { gatewayApi: { gateway: { name: "public" }, traefik: {} } },
      access: {
        applications: [
          { ...karma, rules: Array.from({ length: 9 }, (_, index) => ({ paths: [`/${index}`], role: `r${index}` })) },
        ],
      },
    },
    fragments: ["edge.gatewayApi", "at most 16 rules in an HTTPRoute", "sso-app-karma", "edge.traefik"],
  },
  {
    name: "trust in every address",
    settings: { ...goodSettings, proxy: { ...proxy, trustedProxyIps: ["0.0.0.0/0"] } },
    fragments: ['proxy.trustedProxyIps[0] = "0.0.0.0/0"', "a range no wider than /8"],
  },
  {
    name: "sessions that are refreshed after their token has expired",
    settings: { ...goodSettings, proxy: { ...proxy, sessionRefresh: "10m" } },
    fragments: ['proxy.sessionRefresh = "10m"', "less than the access token's lifespan, 5m"],
  },
  {
    name: "sessions that outlive those of the realm that it creates",
    settings: {
      ...goodSettings,
      keycloak: { ...keycloak, realm: { name: "homelab", create: true } },
      proxy: { ...proxy, sessionExpire: "24h" },
    },
    fragments: ['proxy.sessionExpire = "24h"', "at most the realm's SSO Session Max"],
  },
  {
    name: "a role that no rule requires",
    settings: { ...goodSettings, keycloak: { ...keycloak, users: [{ username: "alice", roles: ["admin"] }] } },
    fragments: ['keycloak.users[0].roles = "admin"', "prometheus-viewer"],
  },
  {
    name: "a service account with the proxy's client id",
    settings: {
      ...goodSettings,
      keycloak: { ...keycloak, serviceAccounts: [{ clientId: "oauth2-proxy", roles: ["monitoring"] }] },
    },
    fragments: ['keycloak.serviceAccounts[0].clientId = "oauth2-proxy"', "no other client has"],
  },
  {
    name: "two applications with overlapping locations",
    settings: { ...goodSettings, access: { applications: [{ ...karma, basePath: "/prometheus/karma" }] } },
    fragments: ['access.applications[0].basePath = "/prometheus/karma"', "does not overlap with"],
  },
  {
    name: "an application whose own host is the shared one",
    settings: { ...goodSettings, access: { applications: [{ ...karma, host: goodSettings.host }] } },
    fragments: [
      `access.applications[0].host = "${String(goodSettings.host)}"`,
      "a host other than the shared one",
      "remove it: the application is then served under a path",
    ],
  },
  {
    name: "a built-in application whose own host is the shared one",
    settings: { ...goodSettings, monitoring: { hosts: { prometheus: goodSettings.host } } },
    fragments: [`monitoring.hosts.prometheus = "${String(goodSettings.host)}"`, "a host other than the shared one"],
  },
  {
    name: "two applications at the root of one host",
    settings: {
      ...goodSettings,
      monitoring: { hosts: { prometheus: "metrics.lan", alertmanager: "metrics.lan" } },
      access: { applications: [{ ...karma, host: "metrics.lan" }] },
    },
    fragments: [
      'monitoring.hosts.alertmanager = "metrics.lan"',
      "a host that serves no other application; it serves prometheus; choose another host",
      'access.applications[0].host = "metrics.lan"',
    ],
  },
  {
    name: "a protected application on Grafana's own host",
    settings: {
      ...goodSettings,
      monitoring: { hosts: { grafana: "grafana.lan", alertmanager: "grafana.lan" } },
    },
    fragments: ['monitoring.hosts.alertmanager = "grafana.lan"', "it serves grafana"],
  },
  {
    name: "an application on Keycloak's host",
    settings: { ...goodSettings, monitoring: { hosts: { prometheus: new URL(String(keycloak.url)).hostname } } },
    fragments: ["monitoring.hosts.prometheus", "a host other than Keycloak's"],
  },
  {
    name: "the shared host on Keycloak's",
    settings: { ...goodSettings, host: new URL(String(keycloak.url)).hostname },
    fragments: ["host =", "a host other than Keycloak's"],
  },
  {
    name: "a host for a Grafana that is not installed",
    settings: { ...goodSettings, monitoring: { hosts: { grafana: "grafana.lan" }, grafana: { enabled: false } } },
    fragments: ['monitoring.hosts.grafana = "grafana.lan"', "no host, because this stack installs no Grafana"],
  },
  {
    name: "an application on a path that is reserved for sign-in",
    settings: { ...goodSettings, access: { applications: [{ ...karma, basePath: "/oauth2" }] } },
    fragments: ['access.applications[0].basePath = "/oauth2"', "outside /oauth2"],
  },
  {
    name: "a rule that neither requires a role nor denies access",
    settings: { ...goodSettings, access: { applications: [{ ...karma, rules: [{ deny: false }] }] } },
    fragments: ["access.applications[0].rules[0]", "exactly one of role and deny"],
  },
  {
    name: "Helm values that bypass access control",
    settings: {
      ...goodSettings,
      monitoring: { values: { prometheus: { prometheusSpec: { enableAdminAPI: true } } } },
    },
    fragments: ["monitoring.values.prometheus.prometheusSpec.enableAdminAPI"],
  },
];
