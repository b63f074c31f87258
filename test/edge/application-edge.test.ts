import fc from "fast-check";
import { applicationArgs, ApplicationEdge, type ApplicationEdgeArgs } from "../../components";
import { application } from "../access/application-builder";
import { dependenciesOf, runStack, type StackRun } from "../support/mocks";

const args = (overrides: Partial<ApplicationEdgeArgs> = {}): ApplicationEdgeArgs => ({
  namespace: "monitoring",
  host: "monitoring.example.com",
  applications: [applicationArgs(application())],
  edge: { traefik: {} },
  ...overrides,
});

const childrenOf = ({ resources }: StackRun) => resources.filter(({ parent }) => parent === "edge");

/** The error of arguments with problems; nothing may exist below the component. */
async function failureOf(overrides: Partial<ApplicationEdgeArgs>): Promise<string> {
  let message = "";
  const run = await runStack(() => {
    try {
      new ApplicationEdge("edge", args(overrides));
    } catch (error) {
      message = String(error);
    }
  });
  expect(childrenOf(run)).toEqual([]);
  return message;
}

/**
 * What the engine does at once, turn by turn, as it schedules deletions before it reverses them (`ScheduleDeletes` of
 * Pulumi 3.259): a resource waits for those of the others that it depends on itself. A dependency through a resource that
 * stays does not count.
 */
function inTurns(names: readonly string[], graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const waits = (name: string): boolean => (graph.get(name) ?? []).some((each) => names.includes(each));
  const turn = names.filter((name) => !waits(name));
  const rest = names.filter(waits);
  return turn.length === 0 ? [] : [turn, ...inTurns(rest, graph)];
}

describe("ApplicationEdge", () => {
  it("creates the objects of the chosen edge as its children, with explicit names", async () => {
    const run = await runStack(() => new ApplicationEdge("edge", args()));
    expect(childrenOf(run).map(({ type, name }) => [type, name])).toEqual([
      ["kubernetes:traefik.io/v1alpha1:Middleware", "edge-sso-page-headers"],
      ["kubernetes:traefik.io/v1alpha1:Middleware", "edge-sso-app-headers"],
      ["kubernetes:traefik.io/v1alpha1:Middleware", "edge-sso-signin"],
      ["kubernetes:traefik.io/v1alpha1:Middleware", "edge-sso-deny"],
      ["kubernetes:traefik.io/v1alpha1:Middleware", "edge-sso-forbidden-tool-user"],
      ["kubernetes:traefik.io/v1alpha1:Middleware", "edge-sso-auth-tool-user"],
      ["kubernetes:traefik.io/v1alpha1:Middleware", "edge-sso-logout"],
      ["kubernetes:traefik.io/v1alpha1:IngressRoute", "edge-sso-proxy"],
      ["kubernetes:traefik.io/v1alpha1:IngressRoute", "edge-sso-app-tool"],
    ]);
    expect(run.resource("edge-sso-deny").inputs.metadata).toMatchObject({ name: "sso-deny", namespace: "monitoring" });
  });

  it.each([
    { traefik: {} },
    { gatewayApi: { gateway: { name: "public" }, traefik: {} } },
    { gatewayApi: { gateway: { name: "public" }, envoyGateway: {} } },
    { ingressNginx: {} },
  ])("creates and updates the objects of %j one after another, and deletes them in the reverse order", async (edge) => {
    const run = await runStack(() => new ApplicationEdge("edge", args({ edge })));
    const names = childrenOf(run).map(({ name }) => name);
    const graph = new Map(names.map((name) => [name, dependenciesOf(run.resource(name))]));
    expect(inTurns(names, graph)).toEqual(names.map((name) => [name]));
    // An update deletes any of them and keeps the others.
    fc.assert(
      fc.property(fc.subarray(names), (deleted) => {
        expect(inTurns(deleted, graph).reverse()).toEqual(deleted.toReversed().map((name) => [name]));
      }),
    );
  });

  it("creates HTTPRoutes for the Gateway API, after the Middlewares that they name", async () => {
    const edge = { gatewayApi: { gateway: { name: "public" }, traefik: {} } };
    const run = await runStack(() => new ApplicationEdge("edge", args({ edge })));
    expect(run.ofType("kubernetes:gateway.networking.k8s.io/v1:HTTPRoute").map(({ name }) => name)).toEqual([
      "edge-sso-proxy",
      "edge-sso-logout",
      "edge-sso-app-tool",
    ]);
    expect(childrenOf(run).map(({ name }) => name)).toEqual([
      "edge-sso-page-headers",
      "edge-sso-app-headers",
      "edge-sso-signin",
      "edge-sso-deny",
      "edge-sso-forbidden-tool-user",
      "edge-sso-auth-tool-user",
      "edge-sso-proxy",
      "edge-sso-logout",
      "edge-sso-app-tool",
    ]);
  });

  it("creates the policies of Envoy Gateway before the routes that they guard", async () => {
    const edge = { gatewayApi: { gateway: { name: "public" }, envoyGateway: {} } };
    const run = await runStack(() => new ApplicationEdge("edge", args({ edge })));
    expect(childrenOf(run).map(({ name }) => name)).toEqual([
      "edge-sso-closed-tool",
      "edge-sso-auth-tool-tool-user",
      "edge-sso-pages-tool-tool-user",
      "edge-sso-proxy",
      "edge-sso-logout",
      "edge-sso-app-tool",
    ]);
  });

  it("creates Ingresses for ingress-nginx", async () => {
    const run = await runStack(() => new ApplicationEdge("edge", args({ edge: { ingressNginx: {} } })));
    expect(run.ofType("kubernetes:networking.k8s.io/v1:Ingress").map(({ name }) => name)).toEqual([
      "edge-sso-proxy",
      "edge-sso-logout",
      "edge-sso-prefix-monitoring-example-com-tool-api-f16aac3b",
      "edge-sso-prefix-monitoring-example-com-tool-7d6200f0",
      "edge-sso-prefix-monitoring-example-com-58550197",
    ]);
    expect(run.resource("edge-sso-proxy").inputs).toMatchObject({ spec: { ingressClassName: "nginx" } });
  });

  it("needs no implementation of the Gateway API where requests flow through the proxy", async () => {
    const edge = { gatewayApi: { gateway: { name: "public" } } };
    const run = await runStack(() => new ApplicationEdge("edge", args({ edge, mode: "reverse-proxy" })));
    expect(childrenOf(run).map(({ name }) => name)).toEqual([
      "edge-sso-proxy",
      "edge-sso-logout",
      "edge-sso-passthrough-tool",
    ]);
  });

  it("returns the URL of each application, including pass-through applications", async () => {
    const urls: Record<string, string>[] = [];
    const passthroughApplications = [{ name: "grafana", service: { name: "grafana", port: 80 }, host: "grafana.lan" }];
    await runStack(() => urls.push(new ApplicationEdge("edge", args({ passthroughApplications })).urls));
    expect(urls).toEqual([{ tool: "https://monitoring.example.com/tool", grafana: "https://grafana.lan" }]);
  });

  it("fails with every problem at once, and creates nothing", async () => {
    const message = await failureOf({
      applications: [{ ...applicationArgs(application()), host: "https://x" }],
      clientId: "a b",
      edge: {},
    });
    expect(message).toContain("invalid configuration: 3 problems, nothing was created");
    expect(message).toContain('applications[0].host = "https://x"');
    expect(message).toContain('  clientId = "a b"');
    expect(message).toContain("exactly one of ingressNginx, traefik and gatewayApi");
  });

  it("fails for a protected application that overlaps with a pass-through one", async () => {
    const passthroughApplications = [{ name: "grafana", service: { name: "grafana", port: 80 } }];
    const inner = { ...applicationArgs(application()), basePath: "/grafana/inner" };
    expect(await failureOf({ applications: [inner], passthroughApplications })).toContain(
      'applications[0].basePath = "/grafana/inner"',
    );
  });

  it("fails for rules with several roles where requests flow through the proxy", async () => {
    const rules = [{ paths: ["/a"], role: "reader" }, { role: "writer" }];
    const edge = { gatewayApi: { gateway: { name: "public" } } };
    expect(
      await failureOf({ applications: [{ ...applicationArgs(application()), rules }], edge, mode: "reverse-proxy" }),
    ).toContain("rules that all require one role");
  });

  it("fails when the edge cannot express a rule", async () => {
    const rules = [{ methods: ["GET"], role: "reader" }];
    const applications = [{ ...applicationArgs(application()), rules }];
    expect(await failureOf({ applications, edge: { ingressNginx: {} } })).toContain(
      'to express "tool: GET /* needs reader"',
    );
  });
});
