import { coreConfig } from "../../../components/proxy/config/core";
import { proxyConfig } from "../../../components/proxy/config/proxy-config";
import { resolveProxySettings } from "../../../components/proxy/settings";
import { application } from "../../access/application-builder";
import { reverseProxyArgs } from "../settings";

function core(overrides: Parameters<typeof reverseProxyArgs>[0] = {}) {
  const settings = resolveProxySettings(reverseProxyArgs(overrides));
  if (settings.reverseProxy === undefined) {
    throw new Error("not in reverse-proxy mode");
  }
  return { settings, config: coreConfig(settings, settings.reverseProxy) };
}

/** Whether the proxy takes an address for one that programs call. */
function isApi(config: { readonly api_routes: readonly string[] }, address: string): boolean {
  return config.api_routes.some((route) => new RegExp(route).test(address));
}

describe("the configuration file beside a structured configuration", () => {
  it("is the ordinary one without what the other says", () => {
    const { settings, config } = core();
    const { api_routes: routes, ...shared } = config;
    expect(routes).toEqual(["^/prometheus/api(?:[/?]|$)", "^/alertmanager/api(?:[/?]|$)"]);
    expect(proxyConfig(settings)).toMatchObject(shared);
    expect(config).toMatchObject({
      redirect_url: "https://monitoring.example.com/oauth2/callback",
      trusted_proxy_ips: ["10.42.0.0/16"],
      cookie_name: "__Host-oauth2_proxy",
      bearer_token_login_fallback: false,
    });
    const elsewhere = /^(provider|oidc|client|scope|code_|insecure|backend|use_system|upstreams|set_|pass_)/;
    expect(Object.keys(config).filter((key) => elsewhere.test(key))).toEqual([]);
  });

  it("answers programs with 401 on the paths that they call, and nowhere else", () => {
    const tool = application({
      apiPaths: ["/v1.0/*", "/hook"],
      rules: [{ paths: ["/*"], require: { role: "monitoring" } }],
    });
    const { config } = core({ applications: [tool] });
    for (const address of ["/tool/v1.0", "/tool/v1.0/x", "/tool/v1.0?a=b", "/tool/hook", "/tool/hook?x"]) {
      expect([address, isApi(config, address)]).toEqual([address, true]);
    }
    for (const address of ["/tool/", "/tool/v1.0x", "/tool/v1x0/", "/tool/hook/x", "/x/tool/hook", "/?/tool/hook"]) {
      expect([address, isApi(config, address)]).toEqual([address, false]);
    }
  });
});
