import { ApplicationEdge, type ApplicationEdgeArgs } from "../../components/edge/application-edge";
import { application } from "../access/application-builder";
import { dependenciesOf, runStack } from "../support/mocks";
import { settings } from "./edge-settings";

const args = (overrides: Partial<ApplicationEdgeArgs> = {}): ApplicationEdgeArgs => ({
  applications: [application()],
  settings: settings(),
  edge: { traefik: {} },
  ...overrides,
});

describe("ApplicationEdge", () => {
  it("creates the objects of the chosen edge as its children, with explicit names", async () => {
    const stack = await runStack(() => new ApplicationEdge("edge", args()));
    const children = stack.resources.filter(({ parent }) => parent === "edge");
    expect(children.map(({ type, name }) => [type, name])).toEqual([
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
    expect(stack.resource("edge-sso-deny").inputs.metadata).toMatchObject({
      name: "sso-deny",
      namespace: "monitoring",
    });
  });

  it("creates routes after the Middlewares that they name: without a denial, the next route would answer", async () => {
    const stack = await runStack(() => new ApplicationEdge("edge", args()));
    expect(dependenciesOf(stack.resource("edge-sso-app-tool"))).toEqual([
      "edge-sso-page-headers",
      "edge-sso-app-headers",
      "edge-sso-signin",
      "edge-sso-deny",
      "edge-sso-forbidden-tool-user",
      "edge-sso-auth-tool-user",
      "edge-sso-logout",
    ]);
    expect(dependenciesOf(stack.resource("edge-sso-deny"))).toEqual([]);
  });

  it("creates Ingresses for ingress-nginx", async () => {
    const stack = await runStack(() => new ApplicationEdge("edge", args({ edge: { ingressNginx: {} } })));
    expect(stack.ofType("kubernetes:networking.k8s.io/v1:Ingress").map(({ name }) => name)).toEqual([
      "edge-sso-proxy",
      "edge-sso-logout",
      "edge-sso-app-tool-pages-tool-user",
      "edge-sso-app-tool-api-tool-user",
    ]);
    expect(stack.resource("edge-sso-proxy").inputs).toMatchObject({ spec: { ingressClassName: "nginx" } });
  });

  it("creates HTTPRoutes for the Gateway API, after the Middlewares that they name", async () => {
    const edge = { gatewayApi: { gateway: { name: "public" }, traefik: {} } };
    const stack = await runStack(() => new ApplicationEdge("edge", args({ edge })));
    expect(stack.ofType("kubernetes:gateway.networking.k8s.io/v1:HTTPRoute").map(({ name }) => name)).toEqual([
      "edge-sso-proxy",
      "edge-sso-logout",
      "edge-sso-app-tool",
    ]);
    expect(dependenciesOf(stack.resource("edge-sso-app-tool"))).toEqual([
      "edge-sso-page-headers",
      "edge-sso-app-headers",
      "edge-sso-signin",
      "edge-sso-deny",
      "edge-sso-forbidden-tool-user",
      "edge-sso-auth-tool-user",
    ]);
  });

  it("creates the policies of Envoy Gateway before the routes that they guard", async () => {
    const edge = { gatewayApi: { gateway: { name: "public" }, envoyGateway: {} } };
    const stack = await runStack(() => new ApplicationEdge("edge", args({ edge })));
    expect(dependenciesOf(stack.resource("edge-sso-app-tool"))).toEqual([
      "edge-sso-closed-tool",
      "edge-sso-auth-tool-tool-user",
      "edge-sso-pages-tool-tool-user",
    ]);
    expect(dependenciesOf(stack.resource("edge-sso-closed-tool"))).toEqual([]);
  });

  it("needs no implementation of the Gateway API where requests flow through the proxy", async () => {
    const edge = { gatewayApi: { gateway: { name: "public" } } };
    const proxy = { ...settings().proxy, mode: "reverse-proxy" as const };
    const stack = await runStack(() => new ApplicationEdge("edge", args({ edge, settings: settings({ proxy }) })));
    expect(stack.resources.filter(({ parent }) => parent === "edge").map(({ name }) => name)).toEqual([
      "edge-sso-proxy",
      "edge-sso-logout",
      "edge-sso-open-tool",
    ]);
  });

  it("outputs the URL of each application", async () => {
    const urls: Record<string, string>[] = [];
    await runStack(() => new ApplicationEdge("edge", args()).urls.apply((value) => urls.push(value)));
    expect(urls).toEqual([{ tool: "https://monitoring.example.com/tool" }]);
  });

  it("creates nothing and reports every problem at once", async () => {
    const wrong = args({
      applications: [application({ host: "https://x" })],
      settings: settings({ clientId: "a b" }),
      edge: {},
    });
    let message = "";
    const stack = await runStack(() => {
      try {
        new ApplicationEdge("edge", wrong);
      } catch (error) {
        message = String(error);
      }
    });
    expect(message).toContain("invalid configuration: 3 problems, nothing was created");
    expect(message).toContain("applications[0].host");
    expect(message).toContain("settings.clientId");
    expect(message).toContain("exactly one of ingressNginx, traefik and gatewayApi");
    expect(stack.resources.filter(({ parent }) => parent === "edge")).toEqual([]);
  });

  it("fails when the edge cannot express a rule", async () => {
    const split = application({ rules: [{ paths: ["/*"], methods: ["GET"], require: { role: "reader" } }] });
    let message = "";
    await runStack(() => {
      try {
        new ApplicationEdge("edge", args({ applications: [split], edge: { ingressNginx: {} } }));
      } catch (error) {
        message = String(error);
      }
    });
    expect(message).toContain('to express "tool: GET /* needs reader"');
  });
});
