import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pages } from "../../components/proxy/pages/config-map";
import { proxyConfig } from "../../components/proxy/config/proxy-config";
import { proxyConfigToml } from "../../components/proxy/config/toml";
import type { ProxySettingsArgs } from "../../components/proxy/settings";
import { proxySettings } from "../proxy/settings";
import { describeWithOAuth2Proxy, oauth2ProxyBinary } from "./support/oauth2-proxy-binary";

const host = "monitoring.example.com";
const otherHosts = ["prometheus.example.com"];

describeWithOAuth2Proxy("where the real oauth2-proxy has Keycloak send people back to", () => {
  const root = mkdtempSync(join(tmpdir(), "oauth2-proxy-"));
  const running: ChildProcess[] = [];
  afterEach(() => Promise.all(running.splice(0).map(ended)));
  afterAll(() => rmSync(root, { recursive: true }));

  /** Starts the program with our file; what it would ask Keycloak for at its start stands below that. */
  async function start(overrides: Partial<ProxySettingsArgs>): Promise<number> {
    const port = await freePort();
    const settings = proxySettings({ session: { type: "cookie" }, ...overrides });
    const { data, items } = pages(settings);
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

  it("is the shared host, whatever the request says, where there is no other", async () => {
    const port = await start({ trustedProxyIps: ["127.0.0.1/32"] });
    for (const claimed of [host, "evil.example.com"]) {
      const headers = { host: claimed, "x-forwarded-host": claimed };
      expect(await redirectUri(port, headers)).toBe(`https://${host}/oauth2/callback`);
    }
  });

  it("is the host that the edge says the request was for, always by https", async () => {
    const port = await start({ otherHosts, trustedProxyIps: ["127.0.0.1/32"] });
    for (const name of [host, ...otherHosts]) {
      expect(await redirectUri(port, { host: name, "x-forwarded-proto": "http" })).toBe(
        `https://${name}/oauth2/callback`,
      );
      const behindService = { host: "oauth2-proxy.monitoring.svc.cluster.local", "x-forwarded-host": name };
      expect(await redirectUri(port, behindService)).toBe(`https://${name}/oauth2/callback`);
    }
  });

  it("is nothing that somebody else than the edge claims", async () => {
    const port = await start({ otherHosts, trustedProxyIps: ["10.42.0.0/16"] });
    const forged = { host: "prometheus.example.com", "x-forwarded-host": "evil.example.com" };
    expect(await redirectUri(port, forged)).toBe("https://prometheus.example.com/oauth2/callback");
  });

  it("leads on to our own hosts only, all of them, and by no name that merely resembles one", async () => {
    const port = await start({ otherHosts, trustedProxyIps: ["127.0.0.1/32"] });
    const leadsOnTo = (url: string) =>
      locationOf(port, `/oauth2/sign_out?rd=${encodeURIComponent(url)}`, { host: "prometheus.example.com" });
    for (const url of [`https://${host}/a`, "https://prometheus.example.com/b"]) {
      expect(await leadsOnTo(url)).toBe(url);
    }
    for (const name of ["evil.example.com", `x.${host}`, `${host}.evil.example.com`, `${host}:8443`]) {
      expect(await leadsOnTo(`https://${name}/`)).not.toContain(name);
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

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function ended(proxy: ChildProcess): Promise<void> {
  const exit = once(proxy, "exit");
  if (proxy.kill("SIGKILL")) {
    await exit;
  }
}

/** Ends as soon as the program listens, or has ended itself. */
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
  throw new Error(`oauth2-proxy ended with ${proxy.exitCode}`);
}
