import { checkEdge, type EdgeArgs, resolveEdge } from "../../components/edge/args";

const pathsOf = (args: EdgeArgs, mode?: Parameters<typeof checkEdge>[2]) =>
  checkEdge(args, "edge", mode).map(({ path }) => path);

const gateway = { name: "public" };

describe("resolveEdge", () => {
  it("applies the defaults", () => {
    expect(resolveEdge({ traefik: {} })).toEqual({ type: "traefik", entryPoints: ["websecure"] });
    expect(resolveEdge({ ingressNginx: {} })).toEqual({ type: "ingress-nginx", ingressClassName: "nginx" });
    expect(resolveEdge({ gatewayApi: { gateway, traefik: {} } })).toEqual({
      type: "gateway-api-traefik",
      gateway: { name: "public", sectionName: "websecure" },
    });
  });

  it("keeps the given settings", () => {
    expect(resolveEdge({ traefik: { entryPoints: ["https", "internal"] } })).toMatchObject({
      entryPoints: ["https", "internal"],
    });
    expect(resolveEdge({ ingressNginx: { ingressClassName: "nginx-internal" } })).toMatchObject({
      ingressClassName: "nginx-internal",
    });
    const given = { name: "public", namespace: "edge", sectionName: "https" };
    expect(resolveEdge({ gatewayApi: { gateway: given, envoyGateway: {} } })).toEqual({
      type: "envoy-gateway",
      gateway: given,
    });
  });

  it.each([
    [{}, "gateway-api-traefik"],
    [{ traefik: {} }, "gateway-api-traefik"],
    [{ envoyGateway: {} }, "envoy-gateway"],
  ])("accepts a Gateway with %j where requests flow through the proxy", (implementation, type) => {
    const args = { gatewayApi: { gateway, ...implementation } };
    expect(pathsOf(args, "reverse-proxy")).toEqual([]);
    expect(resolveEdge(args)).toEqual({ type, gateway: { name: "public", sectionName: "websecure" } });
  });
});

describe("checkEdge", () => {
  it("accepts each edge", () => {
    for (const args of [
      { ingressNginx: {} },
      { ingressNginx: { ingressClassName: "internal.nginx" } },
      { traefik: {} },
      { traefik: { entryPoints: ["https", "internal_2"] } },
      { gatewayApi: { gateway, traefik: {} } },
      { gatewayApi: { gateway, envoyGateway: {} } },
    ]) {
      expect(pathsOf(args)).toEqual([]);
    }
  });

  it("fails for no edge and for two", () => {
    expect(checkEdge({}, "edge")).toEqual([
      {
        path: "edge",
        expected: "exactly one of ingressNginx, traefik and gatewayApi",
        fix: "add one of them",
      },
    ]);
    expect(checkEdge({ traefik: {}, ingressNginx: {} }, "edge")).toEqual([
      {
        path: "edge",
        value: ["ingressNginx", "traefik"],
        expected: "exactly one of ingressNginx, traefik and gatewayApi",
        fix: "remove the others",
      },
    ]);
    expect(pathsOf({ traefik: {}, gatewayApi: { gateway, traefik: {} } })).toEqual(["edge"]);
  });

  it("reports every problem of a Gateway at once", () => {
    const wrong = { name: "Public", namespace: "a.b", sectionName: "" };
    expect(pathsOf({ gatewayApi: { gateway: wrong, traefik: {} } })).toEqual([
      "edge.gatewayApi.gateway.name",
      "edge.gatewayApi.gateway.namespace",
      "edge.gatewayApi.gateway.sectionName",
    ]);
  });

  it("fails for a Gateway without an implementation that can ask the proxy, and says how to fix it", () => {
    expect(checkEdge({ gatewayApi: { gateway } }, "edge")).toEqual([
      {
        path: "edge.gatewayApi",
        expected: "exactly one of traefik and envoyGateway",
        fix: 'name the implementation, or choose proxy.mode "reverse-proxy", which works with any of them',
      },
    ]);
  });

  it("fails for a Gateway with two implementations", () => {
    expect(pathsOf({ gatewayApi: { gateway, traefik: {}, envoyGateway: {} } })).toEqual(["edge.gatewayApi"]);
  });

  it("fails for an empty list of entry points, which would bind a route to all of them", () => {
    expect(pathsOf({ traefik: { entryPoints: [] } })).toEqual(["edge.traefik.entryPoints"]);
  });

  it("names the entry point that is wrong, not the whole list", () => {
    expect(checkEdge({ traefik: { entryPoints: ["websecure", "", "a b"] } }, "edge")).toMatchObject([
      { path: "edge.traefik.entryPoints[1]", value: "" },
      { path: "edge.traefik.entryPoints[2]", value: "a b" },
    ]);
  });

  it("fails for an IngressClass with a name that no object can have", () => {
    expect(pathsOf({ ingressNginx: { ingressClassName: "NGINX" } })).toEqual(["edge.ingressNginx.ingressClassName"]);
    expect(pathsOf({ ingressNginx: { ingressClassName: "" } })).toEqual(["edge.ingressNginx.ingressClassName"]);
  });
});
