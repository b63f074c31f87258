import { resolveEdge } from "../../components/edge/args";
import { edgeProperties } from "../../components/edge/compilers";

const gateway = { name: "public" };

describe("edgeProperties", () => {
  it.each([
    [{ ingressNginx: {} }, { returnsRefreshedCookies: true }],
    [{ traefik: {} }, { returnsRefreshedCookies: false }],
    [{ gatewayApi: { gateway, traefik: {} } }, { returnsRefreshedCookies: false }],
    [{ gatewayApi: { gateway, envoyGateway: {} } }, { returnsRefreshedCookies: false, extAuthPath: "/check" }],
  ])(
    "of %j",
    (args, { extAuthPath, returnsRefreshedCookies }: { extAuthPath?: string; returnsRefreshedCookies: boolean }) => {
      const properties = edgeProperties(resolveEdge(args));
      expect(properties.extAuthPath).toBe(extAuthPath);
      expect(properties.returnsRefreshedCookies).toBe(returnsRefreshedCookies);
    },
  );
});
