import { resolveEdge } from "../../components/edge/args";
import { edgeProperties } from "../../components/edge/compilers";

const gateway = { name: "public" };

describe("edgeProperties", () => {
  it.each([
    [{ ingressNginx: {} }, { allowsCookieSessions: true }],
    [{ traefik: {} }, { allowsCookieSessions: true }],
    [{ gatewayApi: { gateway, traefik: {} } }, { allowsCookieSessions: true }],
    [{ gatewayApi: { gateway, envoyGateway: {} } }, { allowsCookieSessions: false, extAuthPath: "/check" }],
  ])(
    "of %j",
    (args, { extAuthPath, allowsCookieSessions }: { extAuthPath?: string; allowsCookieSessions: boolean }) => {
      const properties = edgeProperties(resolveEdge(args));
      expect(properties.extAuthPath).toBe(extAuthPath);
      expect(properties.allowsCookieSessions).toBe(allowsCookieSessions);
    },
  );
});
