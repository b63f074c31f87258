import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runExplain } from "../../../scripts/explain/run";
import { badStacks, expectedError } from "../../../testing/stacks/bad-stacks";
import { explainIn, goodSettings } from "./stack-files";

const root = join(__dirname, "../../..");
const host = "https://monitoring.localhost";
const karma = {
  name: "karma",
  service: { name: "karma", port: 8080 },
  rules: [
    { paths: ["/debug/*"], deny: true },
    { methods: ["GET"], role: "karma-viewer" },
  ],
};
const withKarma = { ...goodSettings, access: { applications: [karma] } };

function explained(settings: Parameters<typeof explainIn>[0], ...words: readonly string[]): string {
  const { exitCode, stdout, stderr } = explainIn(settings, ...words);
  expect([exitCode, stderr]).toEqual([0, ""]);
  return stdout;
}

interface Json {
  readonly explanations: readonly Record<string, unknown>[];
}

function explainedAsJson(settings: Parameters<typeof explainIn>[0], ...words: readonly string[]) {
  return (JSON.parse(explained(settings, "--json", ...words)) as Json).explanations;
}

describe("an explained request", () => {
  it("names a rule of the file by its key and line, and denies", () => {
    const text = explained(withKarma, `${host}/karma/debug/x`);
    expect(text).toContain("karma: /debug/* is denied");
    expect(text).toMatch(/access\.applications\[0\]\.rules\[0\], line \d+ of Pulumi\.test\.yaml/);
    expect(text).toMatch(/access +denied to every client/);
    expect(text).toMatch(/any client +403, with any session or none/);
  });

  it("names a built-in rule by its profile", () => {
    const split = explained(goodSettings, `${host}/prometheus/graph`);
    expect(split).toContain("built-in, profile split, rule 2 of the application");
    const single = explained({ ...goodSettings, access: { profile: "single-role" } }, `${host}/prometheus/graph`);
    expect(single).toContain("prometheus: /* needs monitoring");
    expect(single).toContain("built-in, profile single-role, rule 2 of the application");
  });

  it("sends a browser to the sign-in, and a client of an API path to a 401", () => {
    const page = explained(goodSettings, `${host}/prometheus/graph`);
    expect(page).toContain("browser      without a session: 401, the sign-in page at the same address");
    expect(page).toContain("API client   without a session: 401\n");
    const api = explained(goodSettings, `${host}/prometheus/api/v1/query`);
    expect(api).toContain("any client   without a session: 401\n");
  });

  it("says why a path with an encoded slash is refused", () => {
    const text = explained(goodSettings, `${host}/prometheus/-%2freload`);
    expect(text).toContain("has no normal form: it contains an encoded slash");
    expect(text).toContain("400 or 403");
  });

  it("says what an edge does with a path that it does not refuse", () => {
    const nginx = { ...goodSettings, edge: { ingressNginx: {} }, access: { profile: "single-role" } };
    const [unchecked, resolved] = explainedAsJson(nginx, `${host}/prometheus/debug;x`, `${host}/prometheus/a%2fb`);
    expect(unchecked).toMatchObject({ defects: [{ type: "semicolon" }], pathTreatment: "unchecked" });
    expect(resolved).toMatchObject({ defects: [{ type: "encoded-slash" }], pathTreatment: "resolved" });
    expect([unchecked?.["responses"], resolved?.["responses"]]).toEqual([undefined, undefined]);
  });

  it("shows the path that is compared", () => {
    expect(explained(goodSettings, `${host}/prometheus/x/../graph`)).toContain("compared as /prometheus/graph");
    expect(explained(goodSettings, `${host}/prometheus/graph/`)).not.toContain("compared as");
  });

  it("denies a method that no rule names", () => {
    const text = explained(withKarma, "PURGE", `${host}/karma/x`);
    expect(text).toMatch(/rule +none matches/);
    expect(text).toContain("karma: GET /* needs karma-viewer (the method does not match)");
  });

  it("ignores case and port of the host", () => {
    const [request] = explainedAsJson(goodSettings, "https://MONITORING.localhost:8443/prometheus");
    expect(request).toMatchObject({ route: "application", application: { name: "prometheus" } });
  });

  it("finds an application on a host of its own, at its root", () => {
    const hosts = { prometheus: "prometheus.localhost", grafana: "grafana.localhost" };
    const own = { ...goodSettings, monitoring: { hosts } };
    const routes = explainedAsJson(
      own,
      "https://prometheus.localhost/graph",
      "https://prometheus.localhost/oauth2/sign_in",
      "https://prometheus.localhost/logout",
      "https://grafana.localhost/logout",
      `${host}/prometheus`,
    ).map(({ route }) => route);
    expect(routes).toEqual(["application", "proxy-endpoint", "logout", "pass-through", "unserved-path"]);
  });

  it("tells Keycloak's host and foreign hosts from the stack's own", () => {
    expect(explained(goodSettings, "https://keycloak.localhost/realms/x")).toContain("is Keycloak's (keycloak.url)");
    expect(explained(goodSettings, "https://example.com/")).toContain(
      "not one of this stack, which serves monitoring.localhost",
    );
  });

  it("lists who holds the role: directly, through the composite role, and which service accounts do", () => {
    const keycloak = {
      ...goodSettings.keycloak,
      groups: [{ name: "on-call", roles: ["monitoring"] }],
      users: [
        { username: "alice", roles: ["prometheus-viewer"] },
        { username: "bob", roles: ["alertmanager-viewer"] },
      ],
      serviceAccounts: [{ clientId: "ci", roles: ["prometheus-viewer"] }],
    };
    const [request] = explainedAsJson({ ...goodSettings, keycloak }, `${host}/prometheus`);
    expect(request?.["holders"]).toEqual([
      expect.objectContaining({ type: "group", name: "on-call", through: "monitoring", path: "keycloak.groups[0]" }),
      expect.objectContaining({ type: "user", name: "alice", through: "prometheus-viewer", path: "keycloak.users[0]" }),
      expect.objectContaining({ type: "service-account", name: "ci", path: "keycloak.serviceAccounts[0]" }),
    ]);
    const admin = explained({ ...goodSettings, keycloak }, "POST", `${host}/prometheus/-/reload`);
    expect(admin).toContain("nobody, according to Pulumi.test.yaml");
  });

  it("lists who holds a role in Grafana, which authenticates users itself", () => {
    const grafana = { groups: [{ name: "developers", roles: ["viewer"] }] };
    const text = explained({ ...goodSettings, monitoring: { grafana } }, `${host}/grafana/d/x`);
    expect(text).toMatch(/the application\s+authenticates users itself/);
    expect(text).toContain("group developers as viewer (monitoring.grafana.groups[0], line");
  });

  it("knows that a proxy that requests flow through authenticates before it denies", () => {
    const through = {
      ...goodSettings,
      access: { profile: "single-role" },
      proxy: { ...goodSettings.proxy, mode: "reverse-proxy" },
    };
    const text = explained(through, `${host}/prometheus/debug/x`);
    expect(text).toContain("proxy.mode reverse-proxy");
    expect(text).toContain("browser      without a session: 403, the sign-in page at the same address");
    expect(text).toContain("with the role: 403");
  });

  it("leaves encrypted values alone", () => {
    const keycloakAdmin = { clientId: "pulumi", clientSecret: { secure: "v1:ciphertext" } };
    expect(explained({ ...goodSettings, keycloakAdmin }, `${host}/prometheus`)).not.toContain("ciphertext");
  });
});

describe("a stack file with mistakes", () => {
  it.each(badStacks.map((stack) => [stack.name, stack] as const))(
    "is refused with the error of the program: %s",
    (_, stack) => {
      expect(explainIn(stack.settings, `${host}/prometheus`)).toEqual({
        exitCode: 1,
        stdout: "",
        stderr: `${expectedError(stack)}\n`,
      });
    },
  );

  it("is refused for what contradicts something else", () => {
    const { exitCode, stderr } = explainIn({ ...goodSettings, edge: { ingressNginx: {} } }, `${host}/prometheus`);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining("monitoring-sso:edge.ingressNginx") as string]);
  });

  it("is refused when it holds no configuration, or no YAML", () => {
    const folder = mkdtempSync(join(tmpdir(), "explain-"));
    writeFileSync(join(folder, "Pulumi.empty.yaml"), "");
    writeFileSync(join(folder, "Pulumi.broken.yaml"), "config: [");
    const run = (stack: string) => runExplain([`${host}/x`], { stack }, folder);
    expect(run("empty")).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("monitoring-sso:host") as string,
    });
    expect(run("broken")).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^Pulumi\.broken\.yaml: /) as string,
    });
  });
});

describe("wrong usage", () => {
  const found = "found the stacks dev, production, sandbox";

  it.each([
    ["an unknown stack", { stack: "../dev" }, `there is no stack "../dev"; ${found}`],
    ["neither stack nor file", {}, `expected either --stack <name> or --file <path>; ${found}`],
    ["both", { stack: "dev", file: "Pulumi.dev.yaml" }, "expected either --stack <name> or --file <path>"],
    ["a file that does not exist", { file: "/nowhere/Pulumi.x.yaml" }, "there is no file /nowhere/Pulumi.x.yaml"],
  ])("ends with exit code 2 and says what is expected: %s", (_, options, message) => {
    expect(runExplain([`${host}/x`], options, root)).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: expect.stringContaining(message) as string,
    });
  });

  it("ends with exit code 2 for words that are no request", () => {
    expect(runExplain(["prometheus"], { stack: "dev" }, root)).toMatchObject({ exitCode: 2, stdout: "" });
  });

  it("does not include the path of a stack file in place of its name", () => {
    const file = join(root, "Pulumi.dev.yaml");
    const byFile = runExplain(["https://monitoring.lan/prometheus"], { file }, root);
    expect(byFile).toEqual(runExplain(["https://monitoring.lan/prometheus"], { stack: "dev" }, root));
    expect(byFile.exitCode).toBe(0);
  });
});
