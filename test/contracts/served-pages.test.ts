import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cookies, proxySettings } from "../proxy/settings";
import { describeWithOAuth2Proxy, oauth2ProxyBinary } from "./support/oauth2-proxy-binary";
import { writeProxyFiles } from "./support/proxy-files";
import { freePort, untilReady } from "./support/running-program";

/** Endpoints that the proxy would otherwise discover at Keycloak at its start. */
const keycloak = "https://keycloak.example.com/realms/homelab/protocol/openid-connect";
const endpoints = `
skip_oidc_discovery = true
login_url = "${keycloak}/auth"
redeem_url = "${keycloak}/token"
oidc_jwks_url = "${keycloak}/certs"
`;

describeWithOAuth2Proxy("pages as the real oauth2-proxy renders them", () => {
  const root = mkdtempSync(join(tmpdir(), "oauth2-proxy-"));
  let proxy: ChildProcess;
  let origin: string;
  const page = async (path: string): Promise<string> => (await fetch(origin + path)).text();

  beforeAll(async () => {
    const caBundle = { secretName: "ca-bundle", key: "ca.crt" };
    const args = writeProxyFiles(root, proxySettings({ session: cookies, caBundle }));
    appendFileSync(join(root, "oauth2_proxy.cfg"), endpoints);
    const address = `127.0.0.1:${await freePort()}`;
    origin = `http://${address}`;
    const log: string[] = [];
    proxy = spawn(oauth2ProxyBinary, [...args, `--http-address=${address}`]);
    proxy.stdout?.on("data", (chunk: Buffer) => log.push(chunk.toString()));
    proxy.stderr?.on("data", (chunk: Buffer) => log.push(chunk.toString()));
    await untilReady(`${origin}/ping`, log);
  }, 60_000);
  afterAll(() => {
    proxy.kill();
    rmSync(root, { recursive: true });
  });

  // Go's templates rewrite code: they remove comments and escape text that looks like a tag.
  it.each([
    ["sign-in", "/oauth2/sign_in?rd=/%22onload=%22alert(1)", 2],
    ["error", "/oauth2/callback?error=%3Cscript%3Ealert(1)%3C/script%3E", 1],
  ])("contain on the %s page exactly the style and script whose hashes are in its policy", async (_, path, count) => {
    const html = await page(path);
    const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html)?.[1] ?? "";
    const inline = [...html.matchAll(/<(style|script)>([^]*?)<\/\1>/g)].map(
      ([, name, text = ""]) => `${name}-src 'sha256-${createHash("sha256").update(text).digest("base64")}'`,
    );
    expect(inline).toHaveLength(count);
    expect(policy.split("; ").filter((directive) => directive.includes("sha256"))).toEqual(inline);
    expect(html).not.toMatch(/"onload|<script>alert/);
  });

  it.each([
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/ /evil.example",
    "/./\\evil.example",
    "https://monitoring.example.com@evil.example/",
    "https://monitoring.example.com.evil.example/",
    "javascript:alert(1)",
  ])("never redirect from the sign-in to another host: %j", async (target) => {
    const html = await page(`/oauth2/sign_in?rd=${encodeURIComponent(target)}`);
    expect(/name="rd" value="([^"]*)"/.exec(html)?.[1]).toBe("/");
  });

  it("redirect from the sign-in to a page of the host", async () => {
    const html = await page(`/oauth2/sign_in?rd=${encodeURIComponent("https://monitoring.example.com/prometheus/")}`);
    expect(/name="rd" value="([^"]*)"/.exec(html)?.[1]).toBe("https://monitoring.example.com/prometheus/");
  });
});
