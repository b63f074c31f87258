import { resolveEdgeChoice } from "../../components/edge/compilers";

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

  it("fails for no edge and for two", () => {
    expect(resolveEdgeChoice({}, "edge")).toEqual(problemAt("edge"));
    expect(resolveEdgeChoice({ traefik: {}, ingressNginx: {} }, "edge")).toEqual(problemAt("edge"));
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
