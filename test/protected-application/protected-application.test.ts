import { MonitoringSso, ProtectedApplication, type ProtectedApplicationArgs, type SignInArgs } from "../../components";
import { dependenciesOf, type RegisteredResource, runStack, type StackRun } from "../support/mocks";

const stack = {
  host: "monitoring.example.com",
  keycloak: { url: "https://keycloak.example.com", realm: { name: "company" } },
  edge: { traefik: {} },
  tls: { existing: { secretName: "monitoring-tls" } },
  proxy: { trustedProxyIps: ["10.244.0.0/24"] },
  network: { edge: { namespace: "traefik" } },
};

/** A sign-in as somebody writes it who has no program of the stack at hand. */
function signIn(overrides: Partial<SignInArgs> = {}): SignInArgs {
  return {
    namespace: "monitoring",
    host: "monitoring.example.com",
    roles: ["prometheus-viewer"],
    edgePods: { namespace: "traefik", podLabels: { "app.kubernetes.io/name": "traefik" } },
    keycloak: { realmId: "company", clientUuid: "uuid-of-the-client" },
    ...overrides,
  };
}

function args(overrides: Partial<ProtectedApplicationArgs> = {}): ProtectedApplicationArgs {
  return {
    application: {
      name: "karma",
      service: { name: "karma", port: 80 },
      pods: { podLabels: { app: "karma" }, port: 8080 },
      rules: [
        { methods: ["GET"], role: "karma-viewer" },
        { methods: ["POST"], role: "prometheus-viewer" },
      ],
    },
    sso: signIn(),
    edge: { traefik: {} },
    groups: [{ name: "everybody", roles: ["karma-viewer"] }],
    ...overrides,
  };
}

const deploy = (overrides: Partial<ProtectedApplicationArgs> = {}, options?: { preview: boolean }): Promise<StackRun> =>
  runStack(() => new ProtectedApplication("karma", args(overrides)), options);

const childrenOf = ({ resources }: StackRun): readonly RegisteredResource[] =>
  resources.filter(({ parent }) => parent === "karma");

/** The error of a component that must not come about; nothing may exist below it. */
async function failureOf(overrides: Partial<ProtectedApplicationArgs>): Promise<string> {
  let message = "";
  const run = await runStack(() => {
    try {
      new ProtectedApplication("karma", args(overrides));
    } catch (error) {
      message = String(error);
    }
  });
  expect(childrenOf(run)).toEqual([]);
  return message;
}

describe("ProtectedApplication", () => {
  it("creates its role with bindings, its edge objects and its policy, and nothing of the stack's", async () => {
    expect(childrenOf(await deploy()).map(({ name }) => name)).toEqual([
      "karma-role-karma-viewer",
      "karma-group-everybody",
      "karma-network",
      "karma-edge-sso-app-karma-page-headers",
      "karma-edge-sso-app-karma-headers",
      "karma-edge-sso-app-karma-signin",
      "karma-edge-sso-app-karma-deny",
      "karma-edge-sso-app-karma-forbidden-karma-viewer",
      "karma-edge-sso-app-karma-auth-karma-viewer",
      "karma-edge-sso-app-karma-forbidden-prometheus-viewer",
      "karma-edge-sso-app-karma-auth-prometheus-viewer",
      "karma-edge-sso-app-karma",
    ]);
  });

  it("creates the role on the client of the stack's proxy, by the given ids", async () => {
    const run = await deploy();
    expect(run.resource("karma-role-karma-viewer").inputs).toEqual({
      realmId: "company",
      clientId: "uuid-of-the-client",
      name: "karma-viewer",
    });
    expect(run.resource("karma-group-everybody").inputs).toMatchObject({
      groupId: "id-of-group-/everybody",
      roleIds: ["id-of-karma-role-karma-viewer"],
      exhaustive: false,
    });
  });

  it("admits only the edge to its pods", async () => {
    const from = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "traefik" } } };
    expect((await deploy()).resource("karma-network").inputs).toMatchObject({
      metadata: { name: "sso-app-karma", namespace: "monitoring" },
      spec: {
        podSelector: { matchLabels: { app: "karma" } },
        policyTypes: ["Ingress"],
        ingress: [{ from: [from], ports: [{ port: 8080, protocol: "TCP" }] }],
      },
    });
  });

  it("creates its route after the Middlewares that the route names", async () => {
    const run = await deploy();
    expect(dependenciesOf(run.resource("karma-edge-sso-app-karma"))).toEqual([
      "karma-edge-sso-app-karma-page-headers",
      "karma-edge-sso-app-karma-headers",
      "karma-edge-sso-app-karma-signin",
      "karma-edge-sso-app-karma-deny",
      "karma-edge-sso-app-karma-forbidden-karma-viewer",
      "karma-edge-sso-app-karma-auth-karma-viewer",
      "karma-edge-sso-app-karma-forbidden-prometheus-viewer",
      "karma-edge-sso-app-karma-auth-prometheus-viewer",
    ]);
  });

  it("returns its URL and the roles that its rules require", async () => {
    let application: ProtectedApplication | undefined;
    await runStack(() => (application = new ProtectedApplication("karma", args())));
    expect(application?.url).toBe("https://monitoring.example.com/karma");
    expect(application?.roles).toEqual(["karma-viewer", "prometheus-viewer"]);
  });

  it("creates no Keycloak resource without a client for its roles", async () => {
    const { resources } = await deploy({ sso: signIn({ keycloak: undefined }), groups: [] });
    expect(resources.filter(({ type }) => type.startsWith("keycloak:"))).toEqual([]);
  });

  it("creates no policy without pods, or in a namespace that is not isolated", async () => {
    const policies = async (overrides: Partial<ProtectedApplicationArgs>): Promise<unknown[]> => [
      ...(await deploy(overrides)).ofType("kubernetes:networking.k8s.io/v1:NetworkPolicy"),
    ];
    expect(await policies({ application: { ...args().application, pods: undefined } })).toEqual([]);
    expect(await policies({ sso: signIn({ edgePods: undefined }) })).toEqual([]);
    expect(await policies({})).toHaveLength(1);
  });

  it("shows the general page for roles that the stack has no page for", async () => {
    const run = await deploy();
    const pageOf = (name: string): unknown => {
      const { spec } = run.resource(name).inputs as { spec: { errors: { query: string } } };
      return spec.errors.query;
    };
    expect(pageOf("karma-edge-sso-app-karma-forbidden-karma-viewer")).toBe("/oauth2/forbidden/");
    expect(pageOf("karma-edge-sso-app-karma-forbidden-prometheus-viewer")).toBe(
      "/oauth2/forbidden/prometheus-viewer.html",
    );
  });
});

describe("ProtectedApplication with wrong arguments", () => {
  it("fails with every invalid argument at once, under its key, and creates nothing", async () => {
    const message = await failureOf({
      application: {
        name: "Karma",
        service: { name: "karma", port: 0 },
        basePath: "karma/",
        pods: { podLabels: {}, port: 8080 },
        rules: [{ paths: ["/api/.*"], role: "karma viewer" }, { methods: ["get"] }],
      },
      sso: signIn({ clientId: "a b", roles: ["c,d"], edgePods: { namespace: "Edge" } }),
      edge: {},
      groups: [{ name: "everybody", roles: ["root"] }],
    });
    expect(message).toMatch(/invalid configuration: \d+ problems, nothing was created/);
    for (const key of [
      'application.name = "Karma"',
      "application.service.port = 0",
      'application.basePath = "karma/"',
      "application.pods.podLabels = {}",
      'application.rules[0].paths[0] = "/api/.*"',
      'application.rules[0].role = "karma viewer"',
      'application.rules[1].methods[0] = "get"',
      "application.rules[1]",
      'sso.clientId = "a b"',
      'sso.roles[0] = "c,d"',
      'sso.edgePods.namespace = "Edge"',
      "edge",
    ]) {
      expect(message).toContain(`  ${key}\n`);
    }
  });

  it("fails with every contradiction at once, under its key, and creates nothing", async () => {
    const message = await failureOf({
      application: { ...args().application, basePath: "/oauth2/karma" },
      edge: { ingressNginx: {} },
      groups: [{ name: "everybody", roles: ["root"] }],
    });
    expect(message).toContain('application.basePath = "/oauth2/karma"');
    expect(message).toContain('groups[0].roles = "root"');
    expect(message).toContain("edge.ingressNginx");
  });

  it("fails for a name or a location that the stack serves already", async () => {
    const applications = [{ name: "prometheus", host: "monitoring.example.com", basePath: "/prometheus" }];
    const { application } = args();
    const sso = signIn({ applications });
    expect(await failureOf({ sso, application: { ...application, name: "prometheus", basePath: "/other" } })).toContain(
      'application.name = "prometheus"\n    expected a name that no other application has',
    );
    expect(await failureOf({ sso, application: { ...application, basePath: "/prometheus/karma" } })).toContain(
      'expected a path that does not overlap with "/prometheus", which prometheus uses on monitoring.example.com',
    );
  });

  it("fails on an edge that cannot express a rule", async () => {
    expect(await failureOf({ edge: { ingressNginx: {} } })).toContain(
      'to express "karma: GET /* needs karma-viewer"; choose access.profile "single-role"',
    );
  });

  it("fails beside a proxy in the mode reverse-proxy, which serves only the stack's own applications", async () => {
    const { application } = args();
    const rules = [{ role: "karma-viewer" }];
    expect(
      await failureOf({ sso: signIn({ mode: "reverse-proxy" }), application: { ...application, rules } }),
    ).toContain('sso.mode = "reverse-proxy"\n    expected the mode middleware');
  });

  it("fails on its own host, on which users could not sign in", async () => {
    const { application } = args();
    expect(await failureOf({ application: { ...application, host: "karma.example.com" } })).toContain(
      'application.host = "karma.example.com"\n    expected the stack\'s host, monitoring.example.com',
    );
  });

  it("fails for bindings of roles that it does not create", async () => {
    expect(await failureOf({ sso: signIn({ keycloak: undefined }) })).toContain(
      "groups\n    expected no bindings: this component creates no roles",
    );
    expect(await failureOf({ groups: [], users: [{ username: "alice", roles: ["prometheus-viewer"] }] })).toContain(
      'users[0].roles = "prometheus-viewer"\n    expected one of karma-viewer',
    );
  });
});

describe("ProtectedApplication beside MonitoringSso", () => {
  const both = (changes: Partial<typeof stack> = {}, options?: { preview: boolean }): Promise<StackRun> =>
    runStack(() => {
      const sso = new MonitoringSso("sso", { ...stack, ...changes }).signIn;
      new ProtectedApplication("karma", args({ sso }));
    }, options);

  it("takes client, namespace, certificate, the edge's pods and existing roles from it", async () => {
    const run = await both();
    expect(run.resource("karma-role-karma-viewer").inputs).toMatchObject({
      realmId: "company",
      clientId: "id-of-sso-proxy-client-client",
    });
    expect(run.resource("karma-edge-sso-app-karma").inputs).toMatchObject({
      metadata: { namespace: "monitoring" },
      spec: { tls: { secretName: "monitoring-tls" } },
    });
    expect(childrenOf(run).filter(({ type }) => type === "keycloak:index/role:Role")).toHaveLength(1);
    expect(run.ofType("kubernetes:networking.k8s.io/v1:NetworkPolicy").map(({ name }) => name)).toContain(
      "karma-network",
    );
  });

  it("does not change the stack", async () => {
    const alone = await runStack(() => new MonitoringSso("sso", stack));
    const stackIn = ({ resources }: StackRun): unknown[] =>
      resources.filter(({ name }) => name.startsWith("sso")).map(({ name, inputs }) => [name, inputs]);
    expect(stackIn(await both())).toEqual(stackIn(alone));
  });

  it("previews every resource before the client exists", async () => {
    const [known, preview] = [await both(), await both({}, { preview: true })];
    expect(childrenOf(preview).map(({ name }) => name)).toEqual(childrenOf(known).map(({ name }) => name));
    expect(preview.resource("karma-edge-sso-app-karma").inputs).toEqual(
      known.resource("karma-edge-sso-app-karma").inputs,
    );
  });

  it("fails for locations that the stack serves: Prometheus, Alertmanager, Grafana", async () => {
    const messages: string[] = [];
    await runStack(() => {
      const sso = new MonitoringSso("sso", stack).signIn;
      for (const path of ["/prometheus", "/alertmanager/karma", "/grafana"]) {
        try {
          new ProtectedApplication(
            `karma-${path}`,
            args({ sso, application: { ...args().application, basePath: path } }),
          );
        } catch (error) {
          messages.push(String(error));
        }
      }
    });
    expect(messages).toHaveLength(3);
    for (const message of messages) {
      expect(message).toContain("invalid configuration: 1 problem");
    }
  });

  it("needs no rights at Keycloak for a role that the stack creates with a page", async () => {
    let sso: SignInArgs | undefined;
    const run = await runStack(() => {
      const { signIn: made } = new MonitoringSso("sso", { ...stack, access: { roles: ["karma-viewer"] } });
      sso = { ...made, keycloak: undefined };
      new ProtectedApplication("karma", args({ sso, groups: [] }));
    });
    expect(sso?.roles).toContain("karma-viewer");
    expect(run.resource("sso-proxy-client-role-karma-viewer").inputs).toMatchObject({ name: "karma-viewer" });
    expect(childrenOf(run).filter(({ type }) => type.startsWith("keycloak:"))).toEqual([]);
    expect(JSON.stringify(run.resource("karma-edge-sso-app-karma-forbidden-karma-viewer").inputs)).toContain(
      "/oauth2/forbidden/karma-viewer.html",
    );
    const pages = run
      .ofType("kubernetes:core/v1:ConfigMap")
      .flatMap(({ inputs }) => Object.keys(inputs.data as object));
    expect(pages).toContain("forbidden.karma-viewer.html");
  });

  it("has a page for every role of the stack, including the composite", async () => {
    let sso: SignInArgs | undefined;
    const run = await runStack(() => (sso = new MonitoringSso("sso", stack).signIn));
    const pages = run
      .ofType("kubernetes:core/v1:ConfigMap")
      .flatMap(({ inputs }) => Object.keys(inputs.data as object));
    expect(sso?.roles).toContain("monitoring");
    expect(pages).toEqual(expect.arrayContaining((sso?.roles ?? []).map((role) => `forbidden.${role}.html`)));
  });
});
