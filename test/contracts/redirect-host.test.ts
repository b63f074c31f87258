import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { OAuth2ProxyArgs } from "../../components/proxy/args";
import { proxyConfig } from "../../components/proxy/config/proxy-config";
import { proxyConfigToml } from "../../components/proxy/config/toml";
import { renderPages } from "../../components/proxy/pages/config-map";
import { cookies, proxySettings } from "../proxy/settings";
import { describeWithOAuth2Proxy, oauth2ProxyBinary } from "./support/oauth2-proxy-binary";
import { freePort } from "./support/running-program";

const host = "monitoring.example.com";
const otherHosts = ["prometheus.example.com"];

describeWithOAuth2Proxy("the redirect host of the real oauth2-proxy", () => {
  const root = mkdtempSync(join(tmpdir(), "oauth2-proxy-"));
  const running: ChildProcess[] = [];
  afterEach(() => Promise.all(running.splice(0).map(ended)));
  afterAll(() => rmSync(root, { recursive: true }));

  /** Starts the proxy with its configuration, and with the endpoints that it would otherwise discover at Keycloak. */
  async function start(overrides: Partial<OAuth2ProxyArgs>): Promise<number> {
    const port = await freePort();
    const settings = proxySettings({ session: cookies, ...overrides });
    const { data, items } = renderPages(settings);
    const extra = [
      `http_address = "127.0.0.1:${port}"`,
      "skip_oidc_discovery = true",
      'login_url = "https://keycloak.example.com/auth"',
      'redeem_url = "https://keycloak.example.com/token"',
      'oidc_jwks_url = "https://keycloak.example.com/certs"',
    ];
    const toml = proxyConfigToml(proxyConfig(settings)).replaceAll("/etc/monitoring-sso", root);
    const files: Record<string, string> = {
      "credentials/client-secret": "secret",
      "credentials/cookie-secret": Buffer.alloc(32, 0xfb).toString("base64url"),
      "oauth2_proxy.cfg": `${toml}\n${extra.join("\n")}\n`,
      ...Object.fromEntries(items.map(({ key, path }) => [`pages/${path}`, data[key] ?? ""])),
    };
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    const proxy = spawn(oauth2ProxyBinary, [`--config=${join(root, "oauth2_proxy.cfg")}`], { stdio: "ignore" });
    running.push(proxy);
    await listening(port, proxy);
    return port;
  }

  async function redirectUri(port: number, headers: Record<string, string>): Promise<string | null> {
    const location = await locationOf(port, "/oauth2/start?rd=/", headers);
    return new URL(location ?? "").searchParams.get("redirect_uri");
  }

  it("is the shared host if there is no other, whatever the request claims", async () => {
    const port = await start({ trustedProxyIps: ["127.0.0.1/32"] });
    for (const claimed of [host, "evil.example.com"]) {
      const headers = { host: claimed, "x-forwarded-host": claimed };
      expect(await redirectUri(port, headers)).toBe(`https://${host}/oauth2/callback`);
    }
  });

  it("is the host that the edge forwards, always over https", async () => {
    const port = await start({ otherHosts, trustedProxyIps: ["127.0.0.1/32"] });
    for (const name of [host, ...otherHosts]) {
      expect(await redirectUri(port, { host: name, "x-forwarded-proto": "http" })).toBe(
        `https://${name}/oauth2/callback`,
      );
      const behindService = { host: "oauth2-proxy.monitoring.svc.cluster.local", "x-forwarded-host": name };
      expect(await redirectUri(port, behindService)).toBe(`https://${name}/oauth2/callback`);
    }
  });

  it("is never a host that a client claims", async () => {
    const port = await start({ otherHosts, trustedProxyIps: ["10.42.0.0/16"] });
    const forged = { host: "prometheus.example.com", "x-forwarded-host": "evil.example.com" };
    expect(await redirectUri(port, forged)).toBe("https://prometheus.example.com/oauth2/callback");
  });

  it("is one of the stack's hosts after sign-out, and never a similar name", async () => {
    const port = await start({ otherHosts, trustedProxyIps: ["127.0.0.1/32"] });
    const redirectAfterSignOut = (url: string) =>
      locationOf(port, `/oauth2/sign_out?rd=${encodeURIComponent(url)}`, { host: "prometheus.example.com" });
    for (const url of [`https://${host}/a`, "https://prometheus.example.com/b"]) {
      expect(await redirectAfterSignOut(url)).toBe(url);
    }
    for (const name of ["evil.example.com", `x.${host}`, `${host}.evil.example.com`, `${host}:8443`]) {
      expect(await redirectAfterSignOut(`https://${name}/`)).not.toContain(name);
    }
  });
});

function locationOf(port: number, path: string, headers: Record<string, string>): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, headers }, (answer) => {
      answer.resume();
      resolve(answer.headers.location);
    });
    sent.on("error", reject).end();
  });
}

async function ended(proxy: ChildProcess): Promise<void> {
  const exit = once(proxy, "exit");
  if (proxy.kill("SIGKILL")) {
    await exit;
  }
}

/** Waits until the proxy listens, or has exited. */
async function listening(port: number, proxy: ChildProcess): Promise<void> {
  while (proxy.exitCode === null) {
    const answer = await locationOf(port, "/ping", {}).then(
      () => true,
      () => false,
    );
    if (answer) {
      return;
    }
  }
  throw new Error(`oauth2-proxy exited with ${proxy.exitCode}`);
}
