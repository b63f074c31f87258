import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { proxySettings } from "../proxy/settings";
import { describeWithOAuth2Proxy, oauth2ProxyBinary } from "./support/oauth2-proxy-binary";
import { layOutProxy } from "./support/proxy-files";
import { freePort, untilAnswers } from "./support/running-program";

/** Instead of asking Keycloak for them at its start. */
const keycloak = "https://keycloak.example.com/realms/homelab/protocol/openid-connect";
const endpoints = `
skip_oidc_discovery = true
login_url = "${keycloak}/auth"
redeem_url = "${keycloak}/token"
oidc_jwks_url = "${keycloak}/certs"
`;

describeWithOAuth2Proxy("pages as the real oauth2-proxy sends them", () => {
  const root = mkdtempSync(join(tmpdir(), "oauth2-proxy-"));
  let proxy: ChildProcess;
  let origin: string;
  const page = async (path: string): Promise<string> => (await fetch(origin + path)).text();

  beforeAll(async () => {
    const caBundle = { secretName: "ca-bundle", key: "ca.crt" };
    const args = layOutProxy(root, proxySettings({ session: { type: "cookie" }, caBundle }));
    appendFileSync(join(root, "oauth2_proxy.cfg"), endpoints);
    const address = `127.0.0.1:${await freePort()}`;
    origin = `http://${address}`;
    const log: string[] = [];
    proxy = spawn(oauth2ProxyBinary, [...args, `--http-address=${address}`]);
    proxy.stdout?.on("data", (chunk: Buffer) => log.push(chunk.toString()));
    proxy.stderr?.on("data", (chunk: Buffer) => log.push(chunk.toString()));
    await untilAnswers(`${origin}/ping`, log);
  }, 60_000);
  afterAll(() => {
    proxy.kill();
    rmSync(root, { recursive: true });
  });

  // Go's templates rewrite what they take for code: they drop comments and escape what looks like a tag.
  it.each([
    ["sign-in", "/oauth2/sign_in?rd=/%22onload=%22alert(1)", 2],
    ["error", "/oauth2/callback?error=%3Cscript%3Ealert(1)%3C/script%3E", 1],
  ])(
    "hold in the one for %s exactly the style and the script whose hashes its policy names",
    async (_, path, count) => {
      const html = await page(path);
      const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html)?.[1] ?? "";
      const inline = [...html.matchAll(/<(style|script)>([^]*?)<\/\1>/g)].map(
        ([, name, text = ""]) => `${name}-src 'sha256-${createHash("sha256").update(text).digest("base64")}'`,
      );
      expect(inline).toHaveLength(count);
      expect(policy.split("; ").filter((directive) => directive.includes("sha256"))).toEqual(inline);
      expect(html).not.toMatch(/"onload|<script>alert/);
    },
  );

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
  ])("lead from the sign-in to no other host for %j", async (target) => {
    const html = await page(`/oauth2/sign_in?rd=${encodeURIComponent(target)}`);
    expect(/name="rd" value="([^"]*)"/.exec(html)?.[1]).toBe("/");
  });

  it("lead from the sign-in to a page of the host", async () => {
    const html = await page(`/oauth2/sign_in?rd=${encodeURIComponent("https://monitoring.example.com/prometheus/")}`);
    expect(/name="rd" value="([^"]*)"/.exec(html)?.[1]).toBe("https://monitoring.example.com/prometheus/");
  });
});
