import { applicationArgs } from "../../../components/access";
import { coreConfig } from "../../../components/proxy/config/core";
import { proxyConfig } from "../../../components/proxy/config/proxy-config";
import { application } from "../../access/application-builder";
import { reverseProxyArgs, reverseProxySettings } from "../settings";

function core(overrides: Parameters<typeof reverseProxyArgs>[0] = {}) {
  const { settings, reverseProxy } = reverseProxySettings(overrides);
  return { settings, config: coreConfig(settings, reverseProxy) };
}

/** Whether the proxy treats a request as one of an API client. */
function isApi(config: { readonly api_routes: readonly string[] }, url: string): boolean {
  return config.api_routes.some((route) => new RegExp(route).test(url));
}

describe("the configuration file beside a structured configuration", () => {
  it("is the file of middleware mode without the keys that the structured configuration replaces", () => {
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
    const structured = /^(provider|oidc|client|scope|code_|insecure|backend|use_system|upstreams|set_|pass_)/;
    expect(Object.keys(config).filter((key) => structured.test(key))).toEqual([]);
  });

  it("returns 401 to API clients on the applications' API paths, and nowhere else", () => {
    const tool = application({
      apiPaths: ["/v1.0/*", "/hook"],
      rules: [{ paths: ["/*"], require: { role: "monitoring" } }],
    });
    const { config } = core({ applications: [applicationArgs(tool)] });
    for (const url of ["/tool/v1.0", "/tool/v1.0/x", "/tool/v1.0?a=b", "/tool/hook", "/tool/hook?x"]) {
      expect([url, isApi(config, url)]).toEqual([url, true]);
    }
    for (const url of ["/tool/", "/tool/v1.0x", "/tool/v1x0/", "/tool/hook/x", "/x/tool/hook", "/?/tool/hook"]) {
      expect([url, isApi(config, url)]).toEqual([url, false]);
    }
  });
});
