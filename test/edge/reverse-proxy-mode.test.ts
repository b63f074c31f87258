import { behindProxy } from "../../components/edge/reverse-proxy-mode";
import type { EdgeChoice } from "../../components/edge/args";
import { compileEdge } from "../../components/edge/compilers";
import type { EdgeObject } from "../../components/edge/contract";
import { application } from "../access/application-builder";
import { grafana, objectsOf, settings } from "./edge-settings";

const through = settings({
  mode: "reverse-proxy",
  passthroughApplications: [grafana],
});
const tool = application({ apiPaths: ["/api/*"], rules: [{ paths: ["/*"], require: { role: "monitoring" } }] });

const edges: readonly EdgeChoice[] = [
  { type: "ingress-nginx", ingressClassName: "nginx" },
  { type: "traefik", entryPoints: ["websecure"] },
  { type: "gateway-api-traefik", gateway: { name: "public", sectionName: "websecure" } },
];
const compiled = (edge: EdgeChoice): readonly EdgeObject[] => objectsOf(compileEdge(edge, [tool], through));
const text = (objects: readonly EdgeObject[]): string => JSON.stringify(objects);

describe("behindProxy", () => {
  it("puts the proxy behind the places of the applications, before the open ones", () => {
    expect(behindProxy([tool], through).passthroughApplications).toEqual([
      { name: "tool", host: tool.host, basePath: "/tool", service: { name: "oauth2-proxy", port: 80 } },
      grafana,
    ]);
  });
});

describe.each(edges)("an edge of the type $type in front of a proxy that requests flow through", (edge) => {
  it("leads nobody past the proxy: no object names the application's Service", () => {
    expect(text(compiled(edge))).toContain("oauth2-proxy");
    expect(text(compiled(edge))).not.toMatch(/"name":"tool"/);
  });

  it("serves Grafana as it is", () => {
    expect(text(compiled(edge))).toContain("/grafana");
    expect(text(compiled(edge))).toContain('"name":"grafana"');
  });

  it("asks the proxy about nothing", () => {
    expect(text(compiled(edge))).not.toMatch(/oauth2\/auth|forwardAuth|auth-url|auth-signin/);
  });

  it("leads from the sign-out back to the first application", () => {
    expect(text(compiled(edge))).toContain("/oauth2/sign_in?signed_out=/tool/");
  });
});

describe("the Gateway API in front of a proxy that requests flow through", () => {
  const objects = compiled({ type: "gateway-api-traefik", gateway: { name: "public", sectionName: "websecure" } });

  it("needs nothing but the Gateway API's own resources and filters", () => {
    expect(new Set(objects.map(({ apiVersion }) => apiVersion))).toEqual(new Set(["gateway.networking.k8s.io/v1"]));
    expect(text(objects)).not.toContain("ExtensionRef");
  });
});
