import { compileEdge } from "../../components/edge/compilers";
import type { EdgeObject } from "../../components/edge/contract";
import { behindProxy } from "../../components/edge/reverse-proxy-mode";
import { application } from "../access/application-builder";
import { grafana, objectsOf, settings } from "./edge-settings";
import { edges } from "./edges";

const through = settings({
  mode: "reverse-proxy",
  passthroughApplications: [grafana],
});
const tool = application({ apiPaths: ["/api/*"], rules: [{ paths: ["/*"], require: { role: "monitoring" } }] });
const text = (objects: readonly EdgeObject[]): string => JSON.stringify(objects);

describe("behindProxy", () => {
  it("puts the proxy's Service behind the locations of the applications, before pass-through applications", () => {
    expect(behindProxy([tool], through).passthroughApplications).toEqual([
      { name: "tool", host: tool.host, basePath: "/tool", service: { name: "oauth2-proxy", port: 80 } },
      grafana,
    ]);
  });
});

describe.each(edges)("$choice.type in front of a proxy that requests flow through", ({ choice, readings }) => {
  const objects = objectsOf(compileEdge(choice, [tool], through));

  it("forwards every request for the application to the proxy", () => {
    for (const { evaluate } of readings) {
      const evaluator = evaluate(objects, { passthrough: ["grafana"] });
      for (const path of ["/tool", "/tool/", "/tool/api/v1", "/tool/%2fadmin"]) {
        const answer = evaluator.answer({ host: tool.host, method: "POST", path });
        expect(["proxy", "none"]).toContain(answer.type);
      }
      expect(evaluator.answer({ host: tool.host, method: "POST", path: "/tool/api/v1" })).toEqual({ type: "proxy" });
    }
  });

  it("has no object that names the application's Service", () => {
    expect(text(objects)).toContain("oauth2-proxy");
    expect(text(objects)).not.toMatch(/"name":"tool"/);
  });

  it("forwards requests for Grafana to Grafana", () => {
    for (const { evaluate } of readings) {
      const evaluator = evaluate(objects, { passthrough: ["grafana"] });
      expect(evaluator.answer({ host: grafana.host, method: "GET", path: "/grafana/d/1" })).toEqual({
        type: "pass-through",
        service: "grafana",
      });
    }
  });

  it("never asks the proxy to decide about a request", () => {
    // Only nginx's way to remove headers from the requests for Grafana.
    expect(text(objects)).not.toMatch(/oauth2\/auth|forwardAuth|extAuth|auth-url":"http:[^"]+(?<!\/ping)"|auth-signin/);
  });

  it("leads from the sign-out back to the first application", () => {
    expect(text(objects)).toContain("/oauth2/sign_in?signed_out=/tool/");
  });
});

const gateways = edges.filter(({ choice }) => "gateway" in choice);

describe.each(gateways)("the Gateway API ($choice.type) in front of such a proxy", ({ choice }) => {
  it("needs only resources and filters of the Gateway API itself", () => {
    const objects = objectsOf(compileEdge(choice, [tool], through));
    expect(new Set(objects.map(({ apiVersion }) => apiVersion.split("/")[0]))).toEqual(
      new Set(["gateway.networking.k8s.io"]),
    );
    expect(text(objects)).not.toContain("ExtensionRef");
  });
});
