import { applicationArgs, prometheusApplication } from "../../components/access";
import type { OAuth2ProxyArgs } from "../../components/proxy/args";
import { checkLifespans, checkProxyTuning, proxy } from "../../components/proxy/check";
import { keysUnder } from "../../components/validation/keys";
import { formatProblems, type Problem } from "../../components/validation/problem";
import { cookies, proxyArgs, proxySettings, redis, reverseProxyArgs } from "./settings";

function problemsOf(args: OAuth2ProxyArgs): readonly Problem[] {
  const checked = proxy(args);
  return checked.ok ? [] : checked.problems;
}

function problems(overrides: Partial<OAuth2ProxyArgs>): { path: string; expected: string }[] {
  return problemsOf(proxyArgs(overrides)).map(({ path, expected }) => ({ path, expected }));
}

const host = "monitoring.example.com";
const prometheus = { service: { name: "prometheus", port: 9090 }, host, basePath: "/prometheus" };

describe("the check of the proxy's arguments", () => {
  it("accepts the defaults and returns them resolved", () => {
    expect(proxy(proxyArgs())).toEqual({ ok: true, value: proxySettings() });
  });

  it("accepts sessions in cookies", () => {
    expect(problems({ session: cookies })).toEqual([]);
  });

  it("fails when a session is refreshed only after its access token has expired", () => {
    expect(problems({ sessionRefresh: "5m" })).toEqual([
      { path: "sessionRefresh", expected: "less than the access token's lifespan, 5m" },
    ]);
  });

  it("fails when a session is refreshed only after it has expired", () => {
    expect(problems({ sessionExpire: "3m", sessionRefresh: "3m" })).toEqual([
      { path: "sessionRefresh", expected: "less than sessionExpire, 3m" },
    ]);
  });

  it("fails when a session outlives the realm's", () => {
    expect(problems({ sessionExpire: "11h", ssoSessionMaxSeconds: 36_000 })).toEqual([
      { path: "sessionExpire", expected: "at most the realm's SSO Session Max, 10h" },
    ]);
    expect(problems({ sessionExpire: "10h", ssoSessionMaxSeconds: 36_000 })).toEqual([]);
  });

  it("assumes no limit of a realm that has not been read yet", () => {
    expect(problems({ sessionExpire: "24h" })).toEqual([]);
  });

  it.each(["sessionExpire", "sessionRefresh"])("fails when %s is not a duration, or is zero", (path) => {
    const expected = 'a duration in hours, minutes and seconds such as "8h" or "1h30m"';
    expect(problems({ [path]: "soon" })).toEqual([{ path, expected }]);
    expect(problems({ [path]: "0s" })).toEqual([{ path, expected }]);
  });

  it.each([
    ["namespace", "Monitoring"],
    ["host", "https://monitoring.example.com"],
    ["host", "Monitoring.example.com"],
    ["host", "monitoring.example.com:8443"],
    ["host", "{{ .Values.x }}"],
    ["extAuthPath", "/check/"],
    ["extAuthPath", "/.*"],
    ["issuerUrl", "http://keycloak.example.com/realms/homelab"],
    ["issuerUrl", "https://keycloak.example.com/realms/homelab/"],
    ["issuerUrl", "https://keycloak.example.com/realms/{{ x }}"],
    ["issuerUrl", "https://keycloak.example.com/realms/$HOME"],
    ["clientId", "oauth2,proxy"],
    ["clientId", "role:other"],
  ])("fails when %s is %j", (path, value) => {
    expect(problemsOf(proxyArgs({ [path]: value }))).toEqual([expect.objectContaining({ path, value })]);
  });

  it("fails on a role that would change the question to the proxy, and names its index", () => {
    expect(problems({ roles: ["viewer", "viewer,role:other:admin"] })).toEqual([
      { path: "roles[1]", expected: "a name of letters, digits, '.', '_' and '-'" },
    ]);
  });

  it("fails on a wildcard among the other hosts, and names its index", () => {
    expect(problems({ otherHosts: ["prometheus.example.com", "*.example.com"] })).toEqual([
      { path: "otherHosts[1]", expected: "a host name in lower case, without scheme, port, path or wildcard" },
    ]);
  });

  it.each([0, 101, 1.5])("fails on %d replicas", (replicas) => {
    expect(problems({ replicas })).toEqual([{ path: "replicas", expected: "a whole number from 1 to 100" }]);
  });

  it("fails on sessions that are nowhere, in two places, or behind plain redis", () => {
    expect(problems({ session: {} })).toEqual([{ path: "session", expected: "exactly one of redis and cookie" }]);
    expect(problems({ session: { ...redis(), ...cookies } }).map(({ path }) => path)).toEqual(["session"]);
    expect(
      problems({ session: redis({ standalone: { url: "redis://valkey:6379" } }) }).map(({ path }) => path),
    ).toEqual(["session.redis.standalone.url"]);
  });

  it("fails on two sources of the chart", () => {
    expect(problems({ charts: { mirror: "https://charts.example.com", folder: "./charts" } })).toEqual([
      { path: "charts", expected: "at most one of mirror and folder" },
    ]);
  });

  it("reports every problem at once", () => {
    const args = proxyArgs({ trustedProxyIps: ["0.0.0.0/0"], sessionExpire: "soon" });
    expect(formatProblems(problemsOf(args))).toMatchInlineSnapshot(`
      "invalid configuration: 2 problems, nothing was created
        trustedProxyIps[0] = "0.0.0.0/0"
          expected a range no wider than /8; name the range of the edge's pods only
        sessionExpire = "soon"
          expected a duration in hours, minutes and seconds such as "8h" or "1h30m""
    `);
  });

  it("reports every lifespan at once", () => {
    const args = proxyArgs({ sessionExpire: "24h", sessionRefresh: "5m", ssoSessionMaxSeconds: 36_000 });
    expect(formatProblems(problemsOf(args))).toMatchInlineSnapshot(`
      "invalid configuration: 2 problems, nothing was created
        sessionExpire = "24h"
          expected at most the realm's SSO Session Max, 10h
        sessionRefresh = "5m"
          expected less than the access token's lifespan, 5m"
    `);
  });

  it("names the keys that the user of a facade wrote", () => {
    const tuning = { trustedProxyIps: [], replicas: 0, sessionExpire: "soon", sessionRefresh: "soon" };
    expect(checkProxyTuning(tuning, keysUnder("proxy")).map(({ path }) => path)).toEqual([
      "proxy.trustedProxyIps",
      "proxy.replicas",
      "proxy.sessionExpire",
      "proxy.sessionRefresh",
    ]);
    const late = proxySettings({ sessionExpire: "24h", sessionRefresh: "5m", ssoSessionMaxSeconds: 36_000 });
    expect(checkLifespans(late, keysUnder("proxy")).map(({ path }) => path)).toEqual([
      "proxy.sessionExpire",
      "proxy.sessionRefresh",
    ]);
  });
});

describe("the check of reverse-proxy mode", () => {
  it("accepts applications whose rules all require one role", () => {
    expect(proxy(reverseProxyArgs())).toEqual({ ok: true, value: proxySettings(reverseProxyArgs()) });
  });

  it("fails on rules with several roles or with methods, which middleware mode accepts", () => {
    const split = prometheusApplication("split", prometheus);
    const applications = [applicationArgs(split)];
    expect(problems({ applications })).toEqual([]);
    expect(problemsOf(reverseProxyArgs({ applications })).map(({ path }) => path)).toEqual(
      split.rules.slice(1).map(() => "mode"),
    );
  });

  it("fails without a rule that requires a role", () => {
    const applications = [{ name: "tool", service: { name: "tool", port: 80 }, rules: [{ deny: true }] }];
    expect(problemsOf(reverseProxyArgs({ applications }))).toEqual([
      expect.objectContaining({ path: "mode", expected: "a rule that requires a role" }),
    ]);
    expect(problemsOf(reverseProxyArgs({ applications: [] })).map(({ path }) => path)).toEqual(["mode"]);
  });

  it("fails on an application that is on another host", () => {
    const tool = { name: "tool", service: { name: "tool", port: 80 }, rules: [{ role: "monitoring" }] };
    expect(problemsOf(reverseProxyArgs({ applications: [{ ...tool, host: "tool.example.com" }] }))).toEqual([
      expect.objectContaining({ path: "mode", value: "reverse-proxy" }),
    ]);
  });

  it("fails on two applications with one name or overlapping paths, and names the second", () => {
    const tool = { name: "tool", service: { name: "tool", port: 80 }, rules: [{ role: "monitoring" }] };
    const applications = [tool, { ...tool, basePath: "/tool/admin" }];
    expect(problemsOf(reverseProxyArgs({ applications })).map(({ path }) => path)).toEqual([
      "applications[1].name",
      "applications[1].basePath",
    ]);
  });

  it("fails on an application below the proxy's own endpoints", () => {
    const tool = { name: "tool", service: { name: "tool", port: 80 }, rules: [{ role: "monitoring" }] };
    expect(problems({ ...reverseProxyArgs({ applications: [{ ...tool, basePath: "/oauth2/tool" }] }) })).toEqual([
      { path: "applications[0].basePath", expected: "a path outside /oauth2, which is reserved for sign-in" },
    ]);
  });

  it("fails on each part of an application, with its key", () => {
    const applications = [
      { name: "tool", service: { name: "tool", port: 0 }, basePath: "/$HOME", rules: [{ paths: ["/.*"] }] },
    ];
    expect(problemsOf(reverseProxyArgs({ applications })).map(({ path }) => path)).toEqual([
      "applications[0].basePath",
      "applications[0].service.port",
      "applications[0].rules[0].paths[0]",
      "applications[0].rules[0]",
    ]);
  });
});
