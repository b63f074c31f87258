import { spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { alphaConfig } from "../../components/proxy/config/alpha";
import { type ProxySettingsArgs, resolveProxySettings } from "../../components/proxy/settings";
import { proxySettings, redis, reverseProxyArgs } from "../proxy/settings";
import { describeWithOAuth2Proxy, oauth2ProxyBinary } from "./support/oauth2-proxy-binary";
import { layOutProxy } from "./support/proxy-files";

describeWithOAuth2Proxy("the real oauth2-proxy", () => {
  const root = mkdtempSync(join(tmpdir(), "oauth2-proxy-"));
  const caBundle = { secretName: "ca-bundle", key: "ca.crt" };
  afterAll(() => rmSync(root, { recursive: true }));

  /** Runs the program with the configuration, and with more keys in its file. */
  function run(
    overrides: Partial<ProxySettingsArgs>,
    flag: string,
    extra = "",
  ): { status: number | null; output: string } {
    const args = layOutProxy(root, proxySettings(overrides));
    appendFileSync(join(root, "oauth2_proxy.cfg"), `\n${extra}\n`);
    const { status, stdout, stderr } = spawnSync(oauth2ProxyBinary, [...args, flag], {
      encoding: "utf8",
      timeout: 20_000,
    });
    return { status, output: `${stdout}${stderr}` };
  }

  it("accepts the configuration", () => {
    const { status, output } = run({ session: { type: "cookie" }, caBundle, roles: ["monitoring"] }, "--config-test");
    expect({ status, output }).toEqual({ status: 0, output: "configuration is valid\n" });
  });

  it.each<[string, Partial<ProxySettingsArgs>]>([
    ["one authority", { caBundle }],
    ["the system's roots", {}],
  ])("accepts the two configurations of reverse-proxy mode, with %s", (_case, overrides) => {
    const { status, output } = run(reverseProxyArgs({ session: { type: "cookie" }, ...overrides }), "--config-test");
    expect({ status, output }).toEqual({
      status: 0,
      output: expect.stringMatching(/^.*You are using alpha configuration.*\nconfiguration is valid\n$/) as string,
    });
  });

  it("fails in reverse-proxy mode on a key of the file that the structured configuration has a word for", () => {
    const { status, output } = run(
      reverseProxyArgs({ session: { type: "cookie" } }),
      "--config-test",
      "pass_user_headers = false",
    );
    expect(status).not.toBe(0);
    expect(output).toContain("pass_user_headers");
  });

  it("translates the provider of the file into the words of the structured configuration as we do", () => {
    const { status, output } = run({ session: { type: "cookie" }, caBundle }, "--convert-config-to-alpha");
    expect(status).toBe(0);
    const settings = resolveProxySettings(reverseProxyArgs({ caBundle }));
    const text = output.slice(output.indexOf("injectResponseHeaders:"));
    const [theirs] = (parse(text) as { providers: readonly object[] }).providers;
    const { allowedGroups, ...ours } = alphaConfig(settings, settings.reverseProxy ?? { role: "", applications: [] })
      .providers[0];
    expect(allowedGroups).toEqual(["role:oauth2-proxy:monitoring"]);
    expect(theirs).toMatchObject(JSON.parse(JSON.stringify(ours).replaceAll("/etc/monitoring-sso", root)) as object);
  });

  it("accepts the place where an edge gets 200 for a yes", () => {
    const { status } = run({ session: { type: "cookie" }, extAuthPath: "/check" }, "--config-test");
    expect(status).toBe(0);
  });

  // `--config-test` would connect to the store; the conversion reads the file just as strictly and does not.
  it.each<[string, Partial<ProxySettingsArgs>]>([
    ["one store", { session: redis({ username: "proxy", ca: caBundle }) }],
    ["sentinels", { session: redis({ topology: "sentinel", masterName: "main" }) }],
    ["a cluster", { session: redis({ topology: "cluster" }) }],
  ])("knows every key of the configuration for %s", (_case, overrides) => {
    expect(run(overrides, "--convert-config-to-alpha")).toMatchObject({ status: 0 });
  });

  it("fails on a key that it does not know, so that the cases above mean something", () => {
    const { status, output } = run({}, "--convert-config-to-alpha", "redis_misspelt = true");
    expect(status).not.toBe(0);
    expect(output).toContain("redis_misspelt");
  });

  it("fails on the cookie secret in standard base64, which is why ours is not", () => {
    const { status, output } = run(
      { session: { type: "cookie" } },
      "--config-test",
      `cookie_secret = "${Buffer.alloc(32, 0xfb).toString("base64")}"`,
    );
    expect(status).toBe(1);
    expect(output).toContain("cookie_secret must be 16, 24, or 32 bytes");
  });
});
