import type { MonitoringSsoArgs } from "../../components/stack/args";

/** Settings of a stack, by their name without the project's, as in its file. */
export type Settings = Readonly<Record<string, unknown>>;

/** A stack's file with mistakes in it. */
export interface BadStack {
  /** The mistake, as a phrase that continues "a stack with". */
  readonly name: string;
  readonly settings: Settings;
  /** The error's lines, two per problem: key and value, then what is expected and the fix. */
  readonly problems: readonly (readonly [key: string, expectation: string])[];
}

/** The smallest stack without a mistake. */
export const goodSettings = {
  host: "monitoring.localhost",
  keycloak: { url: "https://keycloak.localhost", realm: { name: "homelab" } },
  edge: { traefik: {} },
  tls: { existing: {} },
  proxy: { trustedProxyIps: ["10.244.0.0/24"] },
  network: { edge: { namespace: "traefik" } },
} satisfies MonitoringSsoArgs;

function changed(changes: Settings): Settings {
  return { ...goodSettings, ...changes };
}

function keycloak(changes: Settings): Settings {
  return changed({ keycloak: { ...goodSettings.keycloak, ...changes } });
}

function proxy(changes: Settings): Settings {
  return changed({ proxy: { ...goodSettings.proxy, ...changes } });
}

function application(changes: Settings): Settings {
  const karma = { name: "karma", service: { name: "karma", port: 8080 }, rules: [{ role: "karma-user" }] };
  return changed({ access: { applications: [{ ...karma, ...changes }] } });
}

const topKeys =
  "host, namespace, keycloak, access, edge, tls, caBundle, sessions, proxy, monitoring, network, charts, kubernetes, keycloakAdmin";
const httpsExpected = "expected an https URL without credentials, query or trailing slash";
const hostExpected = "expected a host name in lower case, without scheme, port, path or wildcard";
const goDurationExpected = 'expected a duration in hours, minutes and seconds such as "8h" or "1h30m"';

/** Each is refused before anything is created, with exactly these problems. */
export const badStacks: readonly BadStack[] = [
  {
    name: "nothing but a host",
    settings: { host: "monitoring.localhost" },
    problems: [
      [
        "keycloak",
        "expected a block of url, realm, clientId, adopt, accessTokenLifespanSeconds, rotation, groups, users, serviceAccounts; it is required",
      ],
      ["edge", "expected a block with exactly one of ingressNginx, traefik and gatewayApi; it is required"],
      ["tls", "expected a block with exactly one of certManager, selfSigned and existing; it is required"],
      [
        "proxy",
        "expected a block of mode, trustedProxyIps, replicas, sessionExpire, sessionRefresh, contact, logChecks, rotation; it is required",
      ],
      [
        "network",
        "expected a block of enabled, edge, keycloak, keycloakCidrs, apiServerCidrs, apiServerPorts, dns; it is required",
      ],
    ],
  },
  {
    name: "an address as host",
    settings: changed({ host: "https://monitoring.lan/" }),
    problems: [['host = "https://monitoring.lan/"', `${hostExpected}; did you mean "monitoring.lan"?`]],
  },
  {
    name: "a port in the host",
    settings: changed({ host: "Monitoring.lan:8443" }),
    problems: [['host = "Monitoring.lan:8443"', `${hostExpected}; did you mean "monitoring.lan"?`]],
  },
  {
    name: "a misspelt setting",
    settings: changed({ monitorin: { retention: "10d" } }),
    problems: [["monitorin", `expected one of ${topKeys}; did you mean "monitoring"?`]],
  },
  {
    name: "a misspelt edge",
    settings: changed({ edge: { ingresNginx: {} } }),
    problems: [["edge.ingresNginx", 'expected one of ingressNginx, traefik, gatewayApi; did you mean "ingressNginx"?']],
  },
  {
    name: "two edges",
    settings: changed({ edge: { ingressNginx: {}, traefik: {} } }),
    problems: [
      [
        'edge = ["ingressNginx","traefik"]',
        "expected exactly one of ingressNginx, traefik and gatewayApi; remove the others",
      ],
    ],
  },
  {
    name: "a Gateway without a name, and two implementations of it",
    settings: changed({ edge: { gatewayApi: { gateway: { sectionName: "Web" }, traefik: {}, envoyGateway: {} } } }),
    problems: [
      [
        "edge.gatewayApi.gateway.name",
        "expected a name of lower-case letters, digits, '-' and '.', at most 253 characters; it is required",
      ],
      [
        'edge.gatewayApi.gateway.sectionName = "Web"',
        "expected a name of lower-case letters, digits, '-' and '.', at most 253 characters; did you mean \"web\"?",
      ],
      [
        'edge.gatewayApi = ["traefik","envoyGateway"]',
        "expected at most one of traefik and envoyGateway; remove the others",
      ],
    ],
  },
  {
    name: "no kind of certificate",
    settings: changed({ tls: {} }),
    problems: [["tls", "expected exactly one of certManager, selfSigned and existing; add one of them"]],
  },
  {
    name: "text instead of a block",
    settings: changed({ tls: "self-signed" }),
    problems: [['tls = "self-signed"', "expected a block with exactly one of certManager, selfSigned and existing"]],
  },
  {
    name: "a block that was left empty",
    settings: changed({ tls: { selfSigned: null } }),
    problems: [
      [
        "tls.selfSigned = null",
        'expected a block of commonName, validityHours, protect; write "{}" to use its defaults',
      ],
    ],
  },
  {
    name: "a Keycloak without TLS",
    settings: keycloak({ url: "http://keycloak.lan/" }),
    problems: [['keycloak.url = "http://keycloak.lan/"', `${httpsExpected}; did you mean "https://keycloak.lan"?`]],
  },
  {
    name: "credentials in Keycloak's address",
    settings: keycloak({ url: "https://admin:hunter2@keycloak.lan" }),
    problems: [['keycloak.url = "https://…@keycloak.lan"', `${httpsExpected}; did you mean "https://keycloak.lan"?`]],
  },
  {
    name: "text instead of the realm's block",
    settings: keycloak({ realm: "homelab" }),
    problems: [['keycloak.realm = "homelab"', "expected a block of name, create, protect"]],
  },
  {
    name: "an administrator's password in clear text",
    settings: changed({ keycloakAdmin: { username: "admin", password: "hunter2" } }),
    problems: [
      [
        "keycloakAdmin.password",
        "expected an encrypted value; set it with: pulumi config set --secret --path 'monitoring-sso:keycloakAdmin.password'",
      ],
    ],
  },
  {
    name: "a private key among the CA certificates",
    settings: changed({ caBundle: { pem: "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n" } }),
    problems: [["caBundle.pem", "expected PEM certificates and nothing else; private keys do not belong here"]],
  },
  {
    name: "no addresses to trust",
    settings: changed({ proxy: {} }),
    problems: [["proxy.trustedProxyIps", "expected a list with at least one entry; it is required"]],
  },
  {
    name: "a name among the addresses to trust",
    settings: proxy({ trustedProxyIps: ["10.244.0.0/24", "traefik"] }),
    problems: [['proxy.trustedProxyIps[1] = "traefik"', 'expected an IP address or CIDR range such as "10.42.0.0/16"']],
  },
  {
    name: "days and numbers as durations",
    settings: proxy({ sessionExpire: "1d", sessionRefresh: 240 }),
    problems: [
      ['proxy.sessionExpire = "1d"', `${goDurationExpected}; did you mean "24h"?`],
      ["proxy.sessionRefresh = 240", goDurationExpected],
    ],
  },
  {
    name: "an unknown profile",
    settings: changed({ access: { profile: "single" } }),
    problems: [['access.profile = "single"', "expected one of split, single-role"]],
  },
  {
    name: "a regular expression as path",
    settings: application({ rules: [{ paths: ["/api/.*"], methods: ["get"], role: "karma-user" }] }),
    problems: [
      [
        'access.applications[0].rules[0].paths[0] = "/api/.*"',
        'expected an exact path ("/api/v1/query") or everything below one ("/api/*"); regular expressions and encoded characters are not accepted',
      ],
      [
        'access.applications[0].rules[0].methods[0] = "get"',
        "expected one of GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE",
      ],
    ],
  },
  {
    name: "a rule that both allows and denies",
    settings: application({ rules: [{ role: "karma-user", deny: true }, {}] }),
    problems: [
      ['access.applications[0].rules[0] = ["role","deny"]', "expected exactly one of role and deny; remove the others"],
      ["access.applications[0].rules[1]", "expected exactly one of role and deny; add one of them"],
    ],
  },
  {
    name: "an application with a port in quotes and a name with spaces",
    settings: application({ name: "My App", service: { name: "karma", port: "8080" } }),
    problems: [
      [
        'access.applications[0].name = "My App"',
        "expected a name of lower-case letters, digits and '-', at most 40 characters; did you mean \"my-app\"?",
      ],
      ['access.applications[0].service.port = "8080"', "expected a whole number from 1 to 65535; remove the quotes"],
    ],
  },
  {
    name: "a session store in clear text and two topologies",
    settings: changed({
      sessions: {
        external: {
          standalone: { url: "redis://:hunter2@redis:6379" },
          cluster: { urls: ["rediss://redis:6379"] },
          passwordSecret: { name: "redis", key: "password" },
        },
      },
    }),
    problems: [
      [
        'sessions.external.standalone.url = "redis://…@redis:6379"',
        'expected a rediss:// URL without credentials, such as "rediss://redis.example.com:6379"; did you mean "rediss://redis:6379"?',
      ],
      [
        'sessions.external = ["standalone","cluster"]',
        "expected exactly one of standalone, sentinel and cluster; remove the others",
      ],
    ],
  },
  {
    name: "two sources of charts",
    settings: changed({ charts: { mirror: "https://charts.example.com", folder: "./charts" } }),
    problems: [['charts = ["mirror","folder"]', "expected at most one of mirror and folder; remove the others"]],
  },
  {
    name: "sizes and durations in other units",
    settings: changed({ monitoring: { retention: "15 days", storage: { size: "20GB" } } }),
    problems: [
      ['monitoring.retention = "15 days"', 'expected a duration such as "15d", "12h" or "1y"; did you mean "15d"?'],
      ['monitoring.storage.size = "20GB"', 'expected a size such as "10Gi"; did you mean "20Gi"?'],
    ],
  },
  {
    name: "a kubeconfig's content instead of its path",
    settings: changed({ kubernetes: { kubeconfig: "apiVersion: v1\nkind: Config\n" } }),
    problems: [
      ["kubernetes.kubeconfig", "expected a path of a kubeconfig file; its content does not belong in a stack's file"],
    ],
  },
  {
    name: "a rotation trigger without quotes",
    settings: proxy({ rotation: 2 }),
    problems: [["proxy.rotation = 2", 'expected text that is not empty; did you mean "2"?']],
  },
  {
    name: "a switch in quotes",
    settings: changed({ namespace: { create: "false" } }),
    problems: [['namespace.create = "false"', "expected true or false; remove the quotes"]],
  },
  {
    name: "a name that is too long for an application",
    settings: application({ name: "a".repeat(41) }),
    problems: [
      [
        `access.applications[0].name = "${"a".repeat(41)}"`,
        "expected a name of lower-case letters, digits and '-', at most 40 characters",
      ],
    ],
  },
  {
    name: "a setting in a block that has none",
    settings: changed({ sessions: { cookie: { name: "session" } } }),
    problems: [["sessions.cookie.name", "expected no key here; remove this key"]],
  },
];

/** The whole error of a bad stack, as the program prints it. */
export function expectedError({ problems }: BadStack): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const lines = problems.flatMap(([key, expectation]) => [`  monitoring-sso:${key}`, `    ${expectation}`]);
  return [`invalid configuration: ${count}, nothing was created`, ...lines].join("\n");
}

/** The `config` of a stack's file: `monitoring-sso:host` and so on. */
export function stackFileConfig(settings: Settings): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [`monitoring-sso:${name}`, value]));
}
