import { MonitoringSso, type MonitoringSsoArgs } from "../../components";
import { checkMonitoringSso } from "../../components/stack/prepare";
import { clearTextOf, runStack, type StackRun } from "../support/mocks";
import { stackArgs as args } from "./stack-args";

const deploy = (overrides: Partial<MonitoringSsoArgs> = {}, options?: { preview: boolean }): Promise<StackRun> =>
  runStack(() => new MonitoringSso("sso", args(overrides)), options);

/** Everything that is wrong with the arguments. */
const problemsOf = (overrides: Partial<MonitoringSsoArgs>) => checkMonitoringSso(args(overrides));

/** The error of arguments with problems; nothing but the component itself may exist. */
async function failureOf(overrides: Partial<MonitoringSsoArgs>): Promise<string> {
  let message = "";
  const { resources } = await runStack(() => {
    try {
      new MonitoringSso("sso", args(overrides));
    } catch (error) {
      message = String(error);
    }
  });
  expect(resources.filter(({ type }) => type !== "pulumi:pulumi:Stack").map(({ name }) => name)).toEqual(["sso"]);
  return message;
}

/** Namespaces that a network policy of the stack admits to a port. */
function admittedTo(run: StackRun, policy: string, port: number): string[] {
  const { spec } = run.resource(policy).inputs as {
    spec: {
      ingress: {
        from: { namespaceSelector?: { matchLabels: Readonly<Record<string, string>> } }[];
        ports: { port: number }[];
      }[];
    };
  };
  return spec.ingress
    .filter(({ ports }) => ports.some((admitted) => admitted.port === port))
    .flatMap(({ from }) =>
      from.flatMap(({ namespaceSelector }) => Object.values(namespaceSelector?.matchLabels ?? {})),
    );
}

describe("MonitoringSso", () => {
  it("is the ancestor of everything that it creates", async () => {
    const { resources } = await deploy();
    const orphans = resources.filter(({ parent, type }) => parent === undefined && !type.startsWith("pulumi:pulumi:"));
    expect(orphans.map(({ name }) => name)).toEqual(["sso"]);
  });

  it("is the prefix of every child's name", async () => {
    const { resources } = await deploy();
    const misnamed = resources.filter(({ name, type }) => !name.startsWith("sso") && !type.startsWith("pulumi:"));
    expect(misnamed).toEqual([]);
  });

  it("installs the four charts with explicit release names", async () => {
    const run = await deploy();
    const releases = run.ofType("kubernetes:helm.sh/v3:Release").map(({ inputs }) => inputs.name);
    expect(releases.sort()).toEqual(["kube-prometheus-stack", "oauth2-proxy", "prometheus-operator-crds", "valkey"]);
  });

  it("creates a namespace that enforces the restricted level, or uses one that exists", async () => {
    const owned = await deploy();
    expect(owned.resource("sso-namespace").inputs).toMatchObject({
      metadata: { name: "monitoring", labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
    });
    const shared = await deploy({ namespace: { name: "observability", create: false } });
    expect(shared.ofType("kubernetes:core/v1:Namespace")).toEqual([]);
  });

  it("omits the session store, Grafana and the policies on request", async () => {
    const { resources } = await deploy({
      edge: { ingressNginx: {} },
      access: { profile: "single-role" },
      sessions: { cookie: {} },
      monitoring: { grafana: { enabled: false } },
      network: { enabled: false, edge: { namespace: "traefik" } },
    });
    const types = resources.map(({ type }) => type);
    expect(types).not.toContain("monitoring-sso:index:ValkeySessionStore");
    expect(types).not.toContain("monitoring-sso:index:GrafanaClient");
    expect(types).not.toContain("kubernetes:networking.k8s.io/v1:NetworkPolicy");
  });

  it("routes every request through the proxy in the mode reverse-proxy, behind any Gateway", async () => {
    const run = await deploy({
      edge: { gatewayApi: { gateway: { name: "public" } } },
      access: { profile: "single-role" },
      proxy: { trustedProxyIps: ["10.244.0.0/24"], mode: "reverse-proxy" },
    });
    const types = run.resources.map(({ type }) => type);
    expect(types).not.toContain("kubernetes:traefik.io/v1alpha1:Middleware");
    expect(run.resource("sso-edge-sso-passthrough-prometheus").inputs).toMatchObject({
      spec: { rules: [{ backendRefs: [{ name: "oauth2-proxy", port: 80 }] }] },
    });
    expect(run.resource("sso-proxy-release").inputs).toMatchObject({
      values: { alphaConfig: { enabled: true }, config: { forceLegacyConfig: true } },
    });
  });

  it("admits the edge to the applications in the mode middleware, and only to the proxy in reverse-proxy", async () => {
    const asking = await deploy();
    expect(admittedTo(asking, "sso-network-sso-prometheus", 9090)).toEqual(["traefik"]);
    const flowing = await deploy({
      access: { profile: "single-role" },
      proxy: { trustedProxyIps: ["10.244.0.0/24"], mode: "reverse-proxy" },
    });
    expect(admittedTo(flowing, "sso-network-sso-prometheus", 9090)).toEqual([]);
    expect(admittedTo(flowing, "sso-network-sso-oauth2-proxy", 4180)).toEqual(["traefik"]);
  });

  it("protects an existing monitoring stack and installs none", async () => {
    const run = await deploy({
      monitoring: { existing: { prometheusService: "prometheus", alertmanagerService: "alertmanager" } },
    });
    expect(run.ofType("monitoring-sso:index:MonitoringStack")).toEqual([]);
    expect(JSON.stringify(run.resource("sso-edge-sso-app-prometheus").inputs)).toContain(
      '"name":"prometheus","port":9090',
    );
  });

  it("lets the proxy return 200 for Envoy Gateway only", async () => {
    const behind = async (gatewayApi: MonitoringSsoArgs["edge"]["gatewayApi"]) =>
      JSON.stringify((await deploy({ edge: { gatewayApi } })).resources.map(({ inputs }) => inputs));
    const gateway = { name: "public" };
    const envoy = await behind({ gateway, envoyGateway: {} });
    expect(envoy).toContain("#/check/");
    expect(envoy).toContain('"pathOverride":"/check/yes?allowed_groups=role:oauth2-proxy:prometheus-viewer"');
    expect(await behind({ gateway, traefik: {} })).not.toContain("/check");
  });

  it.each<[string, MonitoringSsoArgs["edge"]]>([
    ["Traefik", { traefik: {} }],
    ["a Gateway of Traefik", { gatewayApi: { gateway: { name: "public" }, traefik: {} } }],
    ["Envoy Gateway", { gatewayApi: { gateway: { name: "public" }, envoyGateway: {} } }],
  ])("requires a session store behind %s, unless requests flow through the proxy", (_case, edge) => {
    const overrides = { edge, sessions: { cookie: {} } };
    const pathsOf = (more: Partial<MonitoringSsoArgs>) => problemsOf(more).map(({ path }) => path);
    expect(pathsOf(overrides)).toEqual(["sessions.cookie"]);
    const { proxy } = args();
    const through = {
      proxy: { ...proxy, mode: "reverse-proxy" as const },
      access: { profile: "single-role" as const },
    };
    expect(pathsOf({ ...overrides, ...through })).toEqual([]);
  });

  it("creates a client per service account, with roles of the proxy's client and credentials in the stack's namespace", async () => {
    const { keycloak } = args();
    const serviceAccounts = [{ clientId: "ci", roles: ["prometheus-viewer"] }];
    const run = await deploy({ keycloak: { ...keycloak, serviceAccounts } });
    expect(run.resource("sso-service-account-ci-scope-prometheus-viewer-role").inputs).toMatchObject({
      clientScopeId: "id-of-sso-service-account-ci-scope-prometheus-viewer",
      roleId: "id-of-sso-proxy-client-role-prometheus-viewer",
    });
    expect(run.resource("sso-service-account-ci-role-prometheus-viewer").inputs).toMatchObject({
      clientId: "id-of-sso-proxy-client-client",
    });
    expect(run.resource("sso-service-account-ci-credentials").inputs.metadata).toMatchObject({
      name: "service-account-ci",
      namespace: "monitoring",
    });
  });

  it("ends every session of a user after one time: at both clients of Keycloak, in the cookie and in Grafana", async () => {
    const ends = async (proxy: Partial<MonitoringSsoArgs["proxy"]>): Promise<unknown[]> => {
      const run = await deploy({ proxy: { ...args().proxy, ...proxy } });
      const clients = ["sso-proxy-client-client", "sso-grafana-client-client"].map(
        (name) => run.resource(name).inputs.clientSessionMaxLifespan,
      );
      const values = JSON.stringify([
        run.resource("sso-proxy-release").inputs,
        run.resource("sso-monitoring-kube-prometheus-stack").inputs,
      ]);
      const cookie = /cookie_expire = \\+"([^"\\]+)/.exec(values)?.[1];
      const grafana = /"login_maximum_lifetime_duration":"([^"]+)"/.exec(values)?.[1];
      return [...clients, cookie, grafana];
    };
    expect(await ends({ sessionExpire: "90m" })).toEqual(["5400", "5400", "90m", "90m"]);
    expect(await ends({})).toEqual(["28800", "28800", "8h", "8h"]);
  });

  it("puts no generated secret in clear text into the inputs of any resource", async () => {
    const { keycloak } = args();
    const { resources } = await deploy({
      keycloak: { ...keycloak, serviceAccounts: [{ clientId: "ci", roles: ["monitoring"] }] },
    });
    const leaks = resources.flatMap(({ name, inputs }) =>
      clearTextOf(inputs)
        .filter((text) => text.includes("generated-") || text.startsWith("key of "))
        .map((text) => `${name}: ${text}`),
    );
    expect(leaks).toEqual([]);
  });

  it("previews every resource while computed values are unknown", async () => {
    const known = await deploy();
    const preview = await deploy({}, { preview: true });
    expect(preview.resources.map(({ name }) => name)).toEqual(known.resources.map(({ name }) => name));
  });

  it("fails with every invalid argument at once, and creates nothing", async () => {
    const message = await failureOf({
      edge: {},
      tls: {},
      keycloak: { url: "http://keycloak.example.com", realm: { name: "a/b" }, accessTokenLifespanSeconds: 10 },
      proxy: { trustedProxyIps: ["0.0.0.0/0"], sessionRefresh: "0s" },
      sessions: { external: { standalone: { url: "redis://r:6379" }, passwordSecret: { name: "r", key: "p" } } },
      network: { edge: { namespace: "Traefik" } },
    });
    for (const path of [
      "edge",
      "tls",
      "keycloak.url",
      "keycloak.realm.name",
      "keycloak.accessTokenLifespanSeconds",
      "proxy.trustedProxyIps[0]",
      "proxy.sessionRefresh",
      "sessions.external.standalone.url",
      "network.edge.namespace",
    ]) {
      expect(message).toContain(`  monitoring-sso:${path}`);
    }
    expect(message).toContain("9 problems");
  });

  it("fails with every contradiction between arguments at once, and creates nothing", async () => {
    const { keycloak } = args();
    const message = await failureOf({
      edge: { ingressNginx: {} },
      keycloak: {
        ...keycloak,
        groups: [{ name: "ops", roles: ["root"] }],
        serviceAccounts: [{ clientId: "oauth2-proxy", roles: ["monitoring"] }],
      },
      proxy: { trustedProxyIps: ["10.244.0.0/24"], sessionRefresh: "10m" },
      monitoring: { values: { prometheus: { prometheusSpec: { enableAdminAPI: true } } } },
    });
    for (const path of [
      "edge.ingressNginx",
      "keycloak.groups[0].roles",
      "keycloak.serviceAccounts[0].clientId",
      "proxy.sessionRefresh",
      "monitoring.values.prometheus.prometheusSpec.enableAdminAPI",
    ]) {
      expect(message).toContain(`monitoring-sso:${path}`);
    }
    expect(message).toContain("single-role");
  });

  it("numbers applications as the user's file does", () => {
    const application = { name: "karma", service: { name: "karma", port: 8080 }, rules: [{ role: "karma-user" }] };
    const problems = problemsOf({
      access: { applications: [application, { ...application, name: "other", basePath: "/grafana" }] },
    });
    expect(problems).toMatchObject([{ path: "access.applications[1].basePath", value: "/grafana" }]);
  });

  it("fails for pods without labels and for a role that no edge can name", () => {
    const application = { name: "karma", service: { name: "karma", port: 8080 }, rules: [{ role: "karma-user" }] };
    const pods = { podLabels: {}, port: 8080 };
    const problems = problemsOf({ access: { applications: [{ ...application, pods }], roles: ["karma-user", "a,b"] } });
    expect(problems.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["access.applications[0].pods.podLabels", "access.roles[1]"]),
    );
  });

  it("reports each host once, under the key that the user wrote", () => {
    const own = {
      name: "karma",
      host: "Karma",
      service: { name: "karma", port: 8080 },
      rules: [{ role: "karma-user" }],
    };
    const problems = problemsOf({
      host: "https://monitoring.example.com",
      monitoring: { hosts: { prometheus: "prometheus.example.com/", grafana: "*.example.com" } },
      access: { applications: [own] },
    });
    expect(problems.map(({ path, value }) => [path, value])).toEqual([
      ["host", "https://monitoring.example.com"],
      ["access.applications[0].host", "Karma"],
      ["monitoring.hosts.prometheus", "prometheus.example.com/"],
      ["monitoring.hosts.grafana", "*.example.com"],
    ]);
  });
});
