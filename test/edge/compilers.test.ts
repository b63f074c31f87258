import { extAuthPathOf, resolveEdgeChoice } from "../../components/edge/compilers";

const problemAt = (path: string) => ({ type: "problems", problems: [expect.objectContaining({ path }) as unknown] });

describe("resolveEdgeChoice", () => {
  it("fills in the defaults", () => {
    expect(resolveEdgeChoice({ traefik: {} })).toEqual({
      type: "choice",
      choice: { type: "traefik", entryPoints: ["websecure"] },
    });
    expect(resolveEdgeChoice({ ingressNginx: {} })).toEqual({
      type: "choice",
      choice: { type: "ingress-nginx", ingressClassName: "nginx" },
    });
  });

  it("keeps what is given", () => {
    expect(resolveEdgeChoice({ traefik: { entryPoints: ["https", "internal"] } })).toMatchObject({
      choice: { entryPoints: ["https", "internal"] },
    });
    expect(resolveEdgeChoice({ ingressNginx: { ingressClassName: "nginx-internal" } })).toMatchObject({
      choice: { ingressClassName: "nginx-internal" },
    });
  });

  it("takes the listener that Traefik's chart calls so, unless told", () => {
    expect(resolveEdgeChoice({ gatewayApi: { gateway: { name: "public" }, traefik: {} } })).toEqual({
      type: "choice",
      choice: { type: "gateway-api", gateway: { name: "public", sectionName: "websecure" } },
    });
    const gateway = { name: "public", namespace: "edge", sectionName: "https" };
    expect(resolveEdgeChoice({ gatewayApi: { gateway, traefik: {} } })).toMatchObject({ choice: { gateway } });
  });

  it("fails for names that no Gateway, namespace and listener can have, all at once", () => {
    const gateway = { name: "Public", namespace: "a.b", sectionName: "" };
    expect(resolveEdgeChoice({ gatewayApi: { gateway, traefik: {} } })).toMatchObject({
      problems: [
        { path: "edge.gatewayApi.gateway.name" },
        { path: "edge.gatewayApi.gateway.namespace" },
        { path: "edge.gatewayApi.gateway.sectionName" },
      ],
    });
  });

  it("fails for no implementation of the Gateway API and for two", () => {
    const gateway = { name: "public" };
    expect(resolveEdgeChoice({ gatewayApi: { gateway } })).toEqual(problemAt("edge.gatewayApi"));
    expect(resolveEdgeChoice({ gatewayApi: { gateway, traefik: {}, envoyGateway: {} } })).toEqual(
      problemAt("edge.gatewayApi"),
    );
  });

  it.each([{}, { traefik: {} }, { envoyGateway: {} }])(
    "takes any Gateway where requests flow through the proxy, with %j",
    (implementation) => {
      const edge = { gatewayApi: { gateway: { name: "public" }, ...implementation } };
      expect(resolveEdgeChoice(edge, "edge", "reverse-proxy")).toEqual({
        type: "choice",
        choice: {
          type: "envoyGateway" in implementation ? "envoy-gateway" : "gateway-api",
          gateway: { name: "public", sectionName: "websecure" },
        },
      });
    },
  );

  it("fails for a Gateway that nobody is named to ask the proxy behind, with the ways out", () => {
    expect(resolveEdgeChoice({ gatewayApi: { gateway: { name: "public" } } })).toEqual({
      type: "problems",
      problems: [
        {
          path: "edge.gatewayApi",
          expected: "exactly one of traefik and envoyGateway: what asks the proxy differs between implementations",
          fix: 'name the implementation, or choose proxy.mode "reverse-proxy", which needs nothing of it',
        },
      ],
    });
  });

  it("takes Envoy Gateway for the implementation, which alone needs an answer of its own from the proxy", () => {
    const gateway = { name: "public", sectionName: "https" };
    const choices = [
      { gateway, envoyGateway: {} },
      { gateway, traefik: {} },
    ].map((gatewayApi) => {
      const resolved = resolveEdgeChoice({ gatewayApi });
      return resolved.type === "choice" ? resolved.choice : undefined;
    });
    expect(choices).toEqual([
      { type: "envoy-gateway", gateway },
      { type: "gateway-api", gateway },
    ]);
    expect(choices.map((choice) => choice && extAuthPathOf(choice))).toEqual(["/check", undefined]);
  });

  it("fails for no edge and for two", () => {
    expect(resolveEdgeChoice({}, "edge")).toEqual(problemAt("edge"));
    expect(resolveEdgeChoice({ traefik: {}, ingressNginx: {} }, "edge")).toEqual(problemAt("edge"));
    expect(resolveEdgeChoice({ traefik: {}, gatewayApi: { gateway: { name: "x" }, traefik: {} } })).toEqual(
      problemAt("edge"),
    );
  });

  it("fails for entry points that would bind a route to all, or to none", () => {
    expect(resolveEdgeChoice({ traefik: { entryPoints: [] } })).toEqual(problemAt("edge.traefik.entryPoints"));
    expect(resolveEdgeChoice({ traefik: { entryPoints: [""] } })).toEqual(problemAt("edge.traefik.entryPoints"));
  });

  it("fails for a class that no object can have", () => {
    expect(resolveEdgeChoice({ ingressNginx: { ingressClassName: "NGINX" } })).toEqual(
      problemAt("edge.ingressNginx.ingressClassName"),
    );
  });
});
