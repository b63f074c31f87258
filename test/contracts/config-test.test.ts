import { spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import type { OAuth2ProxyArgs } from "../../components/proxy/args";
import { alphaConfig } from "../../components/proxy/config/alpha";
import { cookies, proxySettings, redis, reverseProxyArgs, reverseProxySettings } from "../proxy/settings";
import { describeWithOAuth2Proxy, oauth2ProxyBinary } from "./support/oauth2-proxy-binary";
import { writeProxyFiles } from "./support/proxy-files";

describeWithOAuth2Proxy("the real oauth2-proxy", () => {
  const root = mkdtempSync(join(tmpdir(), "oauth2-proxy-"));
  const caBundle = { secretName: "ca-bundle", key: "ca.crt" };
  const urls = ["rediss://a.example.com:6379", "rediss://b.example.com:6379"];
  afterAll(() => rmSync(root, { recursive: true }));

  /** Runs the proxy with its configuration, and with further keys in its file. */
  function run(
    overrides: Partial<OAuth2ProxyArgs>,
    flag: string,
    extra = "",
  ): { status: number | null; output: string } {
    const args = writeProxyFiles(root, proxySettings(overrides));
    appendFileSync(join(root, "oauth2_proxy.cfg"), `\n${extra}\n`);
    const { status, stdout, stderr } = spawnSync(oauth2ProxyBinary, [...args, flag], {
      encoding: "utf8",
      timeout: 20_000,
    });
    return { status, output: `${stdout}${stderr}` };
  }

  it("accepts the configuration", () => {
    const { status, output } = run({ session: cookies, caBundle, roles: ["monitoring"] }, "--config-test");
    expect({ status, output }).toEqual({ status: 0, output: "configuration is valid\n" });
  });

  it.each<[string, Partial<OAuth2ProxyArgs>]>([
    ["a CA", { caBundle }],
    ["the system's CA certificates", {}],
    ["service accounts", { serviceAccounts: ["ci", "dashboard"] }],
  ])("accepts the two configurations of reverse-proxy mode, with %s", (_case, overrides) => {
    const { status, output } = run(reverseProxyArgs({ session: cookies, ...overrides }), "--config-test");
    expect({ status, output }).toEqual({
      status: 0,
      output: expect.stringMatching(/^.*You are using alpha configuration.*\nconfiguration is valid\n$/) as string,
    });
  });

  it("fails in reverse-proxy mode on a key of the file that the structured configuration replaces", () => {
    const { status, output } = run(
      reverseProxyArgs({ session: cookies }),
      "--config-test",
      "pass_user_headers = false",
    );
    expect(status).not.toBe(0);
    expect(output).toContain("pass_user_headers");
  });

  it("converts the provider of the file to the same structured configuration", () => {
    const serviceAccounts = ["ci", "dashboard"];
    const { status, output } = run({ session: cookies, caBundle, serviceAccounts }, "--convert-config-to-alpha");
    expect(status).toBe(0);
    const { settings, reverseProxy } = reverseProxySettings({ caBundle, serviceAccounts });
    const text = output.slice(output.indexOf("injectResponseHeaders:"));
    const [theirs] = (parse(text) as { providers: readonly object[] }).providers;
    const { allowedGroups, ...ours } = alphaConfig(settings, reverseProxy).providers[0];
    expect(allowedGroups).toEqual(["role:oauth2-proxy:monitoring"]);
    expect(theirs).toMatchObject(JSON.parse(JSON.stringify(ours).replaceAll("/etc/monitoring-sso", root)) as object);
  });

  it("accepts an external authorization path", () => {
    const { status } = run({ session: cookies, extAuthPath: "/check" }, "--config-test");
    expect(status).toBe(0);
  });

  // `--config-test` would connect to the store; the conversion parses the file just as strictly and does not.
  it.each<[string, Partial<OAuth2ProxyArgs>]>([
    ["one store", { session: redis({ username: "proxy", caSecret: { name: "valkey-ca" } }) }],
    ["sentinels", { session: redis({ sentinel: { masterName: "main", urls } }) }],
    ["a cluster", { session: redis({ cluster: { urls } }) }],
  ])("accepts every key of the configuration for %s", (_case, overrides) => {
    expect(run(overrides, "--convert-config-to-alpha")).toMatchObject({ status: 0 });
  });

  it("fails on an unknown key, which proves the cases above", () => {
    const { status, output } = run({}, "--convert-config-to-alpha", "redis_misspelt = true");
    expect(status).not.toBe(0);
    expect(output).toContain("redis_misspelt");
  });

  it("fails on a cookie secret in standard base64, unlike base64url", () => {
    const { status, output } = run(
      { session: cookies },
      "--config-test",
      `cookie_secret = "${Buffer.alloc(32, 0xfb).toString("base64")}"`,
    );
    expect(status).toBe(1);
    expect(output).toContain("cookie_secret must be 16, 24, or 32 bytes");
  });
});
