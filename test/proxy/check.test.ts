import { prometheusApplication } from "../../components/access";
import { formatProblems } from "../../components/validation/problem";
import { checkProxySettings } from "../../components/proxy/check-settings";
import type { ProxySettingsArgs } from "../../components/proxy/settings";
import { proxyArgs, reverseProxyArgs } from "./settings";

function problems(overrides: Partial<ProxySettingsArgs>): { path: string; expected: string }[] {
  return checkProxySettings(proxyArgs(overrides), "proxy").map(({ path, expected }) => ({ path, expected }));
}

describe("checkProxySettings", () => {
  it("accepts the defaults", () => {
    expect(problems({})).toEqual([]);
  });

  it("fails when a session is renewed only after its access token ended", () => {
    expect(problems({ sessionRefresh: "5m" })).toEqual([
      { path: "proxy.sessionRefresh", expected: "less than the access token's lifespan, 5m" },
    ]);
  });

  it("fails when a session is renewed only after it ended", () => {
    expect(problems({ sessionExpire: "3m", sessionRefresh: "3m" })).toEqual([
      { path: "proxy.sessionRefresh", expected: "less than sessionExpire, 3m" },
    ]);
  });

  it("fails when a session outlives the realm's", () => {
    expect(problems({ sessionExpire: "11h", ssoSessionMaxSeconds: 36_000 })).toEqual([
      { path: "proxy.sessionExpire", expected: "at most the realm's longest session, 10h" },
    ]);
    expect(problems({ sessionExpire: "10h", ssoSessionMaxSeconds: 36_000 })).toEqual([]);
  });

  it("assumes nothing about a realm that is yet to be read", () => {
    expect(problems({ sessionExpire: "24h" })).toEqual([]);
  });

  it.each(["sessionExpire", "sessionRefresh"])("fails when %s is no duration, or none at all", (key) => {
    expect(problems({ [key]: "soon" })).toContainEqual(expect.objectContaining({ path: `proxy.${key}` }));
    expect(problems({ [key]: "0s" })).toContainEqual(expect.objectContaining({ path: `proxy.${key}` }));
  });

  it.each([
    ["host", "https://monitoring.example.com"],
    ["host", "Monitoring.example.com"],
    ["host", "monitoring.example.com:8443"],
    ["host", "{{ .Values.x }}"],
    ["extAuthPath", "/check/"],
    ["extAuthPath", "/.*"],
    ["issuerUrl", "http://keycloak.example.com/realms/homelab"],
    ["issuerUrl", "https://keycloak.example.com/realms/homelab/"],
    ["issuerUrl", "https://keycloak.example.com/realms/{{ x }}"],
    ["clientId", "oauth2,proxy"],
    ["clientId", "role:other"],
  ])("fails when %s is %j", (key, value) => {
    expect(problems({ [key]: value })).toEqual([
      expect.objectContaining({ path: expect.stringMatching(new RegExp(`${key}$`)) as string }),
    ]);
  });

  it("fails on rules that one role cannot say where requests flow through the proxy, and only there", () => {
    const place = {
      service: { name: "prometheus", port: 9090 },
      host: "monitoring.example.com",
      basePath: "/prometheus",
    };
    const applications = [prometheusApplication("split", place)];
    expect(checkProxySettings(reverseProxyArgs(), "proxy")).toEqual([]);
    expect(checkProxySettings(proxyArgs({ applications }), "proxy")).toEqual([]);
    expect(checkProxySettings(reverseProxyArgs({ applications }), "proxy").map(({ path }) => path)).toEqual(
      applications.flatMap(({ rules }) => rules.slice(1).map(() => "proxy.mode")),
    );
  });

  it("fails when another host is none, by its place in the list", () => {
    expect(problems({ otherHosts: ["prometheus.example.com", "*.example.com"] })).toEqual([
      { path: "proxy.otherHosts[1]", expected: "a host name in lower case, without scheme, port or path" },
    ]);
  });

  it("fails on no replicas", () => {
    expect(problems({ replicas: 0 })).toEqual([{ path: "proxy.replicas", expected: "a whole number of at least 1" }]);
  });

  it("says everything that is wrong at once", () => {
    const args = proxyArgs({ trustedProxyIps: ["0.0.0.0/0"], sessionExpire: "24h", ssoSessionMaxSeconds: 36_000 });
    expect(formatProblems(checkProxySettings(args, "proxy"))).toMatchInlineSnapshot(`
      "invalid configuration: 2 problems, nothing was created
        proxy.trustedProxyIps[0] = "0.0.0.0/0"
          expected a range no wider than /8; name the range of the edge's pods only
        proxy.sessionExpire = "24h"
          expected at most the realm's longest session, 10h"
    `);
  });
});
