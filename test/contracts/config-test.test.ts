import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProxySettingsArgs } from "../../components/proxy/proxy-settings";
import { redis } from "../proxy/settings";
import { findOAuth2Proxy } from "./support/oauth2-proxy-binary";
import { layOutMounts } from "./support/proxy-mounts";

const binary = findOAuth2Proxy();
const describeWithBinary = binary === undefined ? describe.skip : describe;
const reason = binary === undefined ? " (skipped: OAUTH2_PROXY_BINARY is not set and the sandbox has built none)" : "";

describeWithBinary(`the real oauth2-proxy${reason}`, () => {
  const root = mkdtempSync(join(tmpdir(), "oauth2-proxy-"));
  const caBundle = { secretName: "ca-bundle", key: "ca.crt" };
  afterAll(() => rmSync(root, { recursive: true }));

  /** Runs the program with the configuration file, as in its pod. */
  function run(
    overrides: Partial<ProxySettingsArgs>,
    flag: string,
    extra = "",
  ): { status: number | null; output: string } {
    const config = layOutMounts(root, overrides, extra);
    const { status, stdout, stderr } = spawnSync(binary ?? "", [config, flag], { encoding: "utf8", timeout: 20_000 });
    return { status, output: `${stdout}${stderr}` };
  }

  it("accepts the configuration", () => {
    const { status, output } = run({ session: { type: "cookie" }, caBundle, roles: ["monitoring"] }, "--config-test");
    expect({ status, output }).toEqual({ status: 0, output: "configuration is valid\n" });
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
