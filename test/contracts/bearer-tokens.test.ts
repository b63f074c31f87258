import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OAuth2ProxyArgs } from "../../components/proxy/args";
import { cookies, proxyArgs, proxySettings, reverseProxyArgs } from "../proxy/settings";
import { type Claims, type FakeIssuer, startFakeIssuer } from "./support/fake-issuer";
import { describeWithOAuth2Proxy, oauth2ProxyBinary } from "./support/oauth2-proxy-binary";
import { writeProxyFiles } from "./support/proxy-files";
import { freePort, untilReady } from "./support/running-program";

const host = "monitoring.example.com";
const serviceAccounts = ["ci"];

/** A user with the role, as Keycloak describes the user to every client with full scope: the proxy is an audience. */
const user: Claims = {
  preferred_username: "alice",
  aud: ["oauth2-proxy", "account"],
  resource_access: { "oauth2-proxy": { roles: ["monitoring"] } },
};

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A request to a running proxy, which keeps the path exactly as written. */
type Send = (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>;

describeWithOAuth2Proxy("the real oauth2-proxy", () => {
  let root: string;
  let issuer: FakeIssuer;
  let proxy: ChildProcess;

  beforeAll(async () => {
    issuer = await startFakeIssuer();
  });
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "bearer-tokens-"));
  });
  afterEach(async () => {
    const exit = once(proxy, "exit");
    proxy.kill("SIGKILL");
    await exit;
    rmSync(root, { recursive: true });
  });
  afterAll(() => {
    issuer.server.close();
  });

  async function start(args: OAuth2ProxyArgs): Promise<Send> {
    const port = await freePort();
    const settings = proxySettings({ ...args, session: cookies, trustedProxyIps: ["127.0.0.1/32"] });
    const address = `127.0.0.1:${port}`;
    const files = writeProxyFiles(root, settings, { address, replacements: { [settings.issuerUrl]: issuer.url } });
    // In reverse-proxy mode the structured configuration has the address.
    proxy = spawn(oauth2ProxyBinary, [
      ...files,
      ...(args.mode === "reverse-proxy" ? [] : [`--http-address=${address}`]),
    ]);
    const log: string[] = [];
    proxy.stdout?.on("data", (chunk: Buffer) => log.push(chunk.toString()));
    proxy.stderr?.on("data", (chunk: Buffer) => log.push(chunk.toString()));
    await untilReady(`http://${address}/ping`, log);
    return (path, headers = {}) =>
      new Promise((resolve, reject) => {
        request({ host: "127.0.0.1", port, path, headers: { host, ...headers } }, (answer) => {
          answer.resume();
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers });
        })
          .on("error", reject)
          .end();
      });
  }

  const bearer = (claims: Claims): Record<string, string> => ({ authorization: `Bearer ${issuer.token(claims)}` });

  const modes = [
    {
      mode: "middleware",
      args: proxyArgs,
      path: "/oauth2/auth?allowed_groups=role:oauth2-proxy:monitoring",
      allowed: 202,
    },
    // No application listens there, so a gateway error is a granted request.
    { mode: "reverse-proxy", args: reverseProxyArgs, path: "/prometheus/api/v1/query", allowed: 502 },
  ] as const;

  describe.each(modes)("in the mode $mode", ({ args, path, allowed }) => {
    it("accepts the token of a service account, and rejects the same token of another client", async () => {
      const send = await start(args({ serviceAccounts }));
      expect((await send(path, bearer({ ...user, azp: "ci" }))).status).toBe(allowed);
      for (const azp of ["team-app", "grafana", "account", "", "CI", "ci ", "xci"]) {
        expect([azp, (await send(path, bearer({ ...user, azp }))).status]).toEqual([azp, 403]);
      }
      expect((await send(path, bearer(user))).status).toBe(403);
      expect((await send(path, bearer({ ...user, azp: "team-app", client_id: "ci" }))).status).toBe(403);
    });

    it("rejects a service account without the role", async () => {
      const send = await start(args({ serviceAccounts }));
      expect((await send(path, bearer({ ...user, azp: "ci", resource_access: {} }))).status).toBe(403);
    });

    it("accepts no bearer token without service accounts", async () => {
      const send = await start(args());
      for (const azp of ["ci", "oauth2-proxy", "team-app"]) {
        expect([azp, (await send(path, bearer({ ...user, azp }))).status]).toEqual([azp, 401]);
      }
    });

    it.each([
      ["with service accounts", { serviceAccounts }],
      ["without service accounts", {}],
    ])("signs a user in %s", async (_case, overrides) => {
      const send = await start(args(overrides));
      const { callback, cookie, nonce } = await startSignIn(send);
      issuer.issue({ ...user, azp: "oauth2-proxy", aud: "oauth2-proxy", nonce });
      const answer = await send(callback, { cookie });
      expect(answer.status).toBe(302);
      expect((await send(path, { cookie: cookiesOf(answer) })).status).toBe(allowed);
    });

    it("signs no user in with an id token of another client", async () => {
      const send = await start(args({ serviceAccounts }));
      const { callback, cookie, nonce } = await startSignIn(send);
      issuer.issue({ ...user, azp: "team-app", nonce });
      const answer = await send(callback, { cookie });
      expect(answer.status).toBe(403);
      expect(cookiesOf(answer)).not.toMatch(/__Host-oauth2_proxy=[^;]/);
    });
  });
});

/** Begins a sign-in, up to the redirect to the issuer. */
async function startSignIn(send: Send): Promise<{ callback: string; cookie: string; nonce: string | null }> {
  const answer = await send("/oauth2/start?rd=/");
  const { searchParams } = new URL(answer.headers.location as string);
  const state = encodeURIComponent(searchParams.get("state") ?? "");
  return {
    callback: `/oauth2/callback?code=x&state=${state}`,
    cookie: cookiesOf(answer),
    nonce: searchParams.get("nonce"),
  };
}

function cookiesOf({ headers }: Answer): string {
  return [headers["set-cookie"] ?? []]
    .flat()
    .map((cookie) => cookie.split(";", 1)[0])
    .join("; ");
}
