import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decide } from "../../components/access";
import { upstreamConfig } from "../../components/proxy/config/upstreams";
import { cookies, reverseProxySettings, singleRoleApplications } from "../proxy/settings";
import { answerOf } from "../proxy/upstream-evaluator";
import { type FakeIssuer, startFakeIssuer } from "./support/fake-issuer";
import { describeWithOAuth2Proxy, oauth2ProxyBinary } from "./support/oauth2-proxy-binary";
import { writeProxyFiles } from "./support/proxy-files";
import { freePort, untilReady } from "./support/running-program";

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** oauth2-proxy between a test and an application that returns its request: the evidence for the evaluator. */
describeWithOAuth2Proxy("requests through the real oauth2-proxy", () => {
  const root = mkdtempSync(join(tmpdir(), "reverse-proxy-"));
  let issuer: FakeIssuer;
  let application: Server;
  let proxy: ChildProcess;
  let port: number;
  const log: string[] = [];

  /** Requests a path exactly as written. */
  const send = (path: string, headers: Readonly<Record<string, string>> = {}, method = "GET"): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const sent = httpRequest(
        { host: "127.0.0.1", port, path, method, headers: { host: "monitoring.example.com", ...headers } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("end", () =>
            resolve({
              status: response.statusCode ?? 0,
              body: Buffer.concat(chunks).toString("utf8"),
              headers: response.headers,
            }),
          );
        },
      );
      sent.on("error", reject).end();
    });
  const bearer = (...roles: readonly string[]): Record<string, string> => ({
    authorization: `Bearer ${issuer.token({
      azp: "ci",
      preferred_username: "alice",
      email: "alice@example.com",
      resource_access: { "oauth2-proxy": { roles } },
    })}`,
  });

  beforeAll(async () => {
    issuer = await startFakeIssuer();
    application = createServer(({ url, headers }, response) => {
      response.setHeader("content-type", "application/json").end(JSON.stringify({ url, headers }));
    });
    await new Promise<void>((resolve) => application.listen(0, "127.0.0.1", resolve));
    port = await freePort();
    const { port: behind } = application.address() as AddressInfo;
    const { settings } = reverseProxySettings({
      session: cookies,
      contact: "the platform team",
      serviceAccounts: ["ci"],
    });
    const args = writeProxyFiles(root, settings, {
      address: `127.0.0.1:${port}`,
      replacements: {
        [settings.issuerUrl]: issuer.url,
        "http://prometheus:9090": `http://127.0.0.1:${behind}`,
        "http://alertmanager:9093": `http://127.0.0.1:${behind}`,
      },
    });
    proxy = spawn(oauth2ProxyBinary, args);
    proxy.stdout?.on("data", (chunk: Buffer) => log.push(chunk.toString()));
    proxy.stderr?.on("data", (chunk: Buffer) => log.push(chunk.toString()));
    await untilReady(`http://127.0.0.1:${port}/ping`, log);
  }, 60_000);
  afterAll(() => {
    proxy.kill();
    application.close();
    issuer.server.close();
    rmSync(root, { recursive: true });
  });

  it("reach the application with identity headers, and without cookie, token and forged headers", async () => {
    const forged = {
      cookie: "__Host-oauth2_proxy=x; other=y",
      "x-forwarded-user": "admin",
      x_forwarded_groups: "admins",
      "x-auth-request-user": "admin",
      X_Auth_Request_Email: "admin@example.com",
      "X.Auth-Request_Groups": "admins",
      "remote.user": "admin",
      "X.WebAuth.User": "admin",
      "X.HTTP.Method_Override": "DELETE",
      "x-auth-request-redirect": "https://example.com/",
      "x-forwarded-access-token": "forged",
    };
    const { status, body } = await send("/prometheus/api/v1/query?query=up", { ...forged, ...bearer("monitoring") });
    expect(status).toBe(200);
    const { url, headers } = JSON.parse(body) as { url: string; headers: Record<string, string> };
    expect(url).toBe("/prometheus/api/v1/query?query=up");
    const relevant = Object.entries(headers).filter(([name]) =>
      /auth|user|group|mail|cookie|token|redirect|override/i.test(name),
    );
    expect(Object.fromEntries(relevant.filter(([name]) => name !== "user-agent"))).toEqual({
      "x-auth-request-user": "1",
      "x-auth-request-email": "alice",
      "x-auth-request-groups": expect.stringContaining("role:oauth2-proxy:monitoring") as string,
      "x-auth-request-preferred-username": "alice",
    });
  });

  it("without a session get the sign-in page in a browser, and a bare 401 in an API client", async () => {
    const page = await send("/prometheus/graph?g0.expr=up", { accept: "text/html" });
    expect(page.status).toBe(403);
    expect(page.body).toContain('name="rd" value="/prometheus/graph?g0.expr=up"');
    for (const [path, accept] of [
      ["/prometheus/api/v1/query", "text/html"],
      ["/prometheus/graph", "application/json"],
    ] as const) {
      const apiClient = await send(path, { accept });
      expect([path, apiClient.status, apiClient.body]).toEqual([path, 401, "{}"]);
      expect(apiClient.headers.location).toBeUndefined();
    }
  });

  it("without the role get a page that names it and the contact", async () => {
    const { status, body, headers } = await send("/prometheus/graph", bearer("other"));
    expect(status).toBe(403);
    expect(body).toContain("You need the role <code>monitoring</code>");
    expect(body).toContain("the platform team");
    expect(headers.location).toBeUndefined();
  });

  it("with an invalid token get a bare 403", async () => {
    const { status, body } = await send("/prometheus/graph", { authorization: "Bearer nonsense" });
    expect([status, body]).toEqual([403, "Forbidden\n"]);
  });

  it("that fail for another reason get a page that names no role", async () => {
    const { status, body } = await send("/oauth2/callback?code=x&state=bm9uY2U6Lw");
    expect(status).toBe(403);
    expect(body).not.toContain("You need the role");
  });

  it.each([
    "/prometheus",
    "/prometheus/",
    "/prometheus/graph",
    "/prometheus/-/reload",
    "/prometheus/-/reload/",
    "/prometheus/-/reloadx",
    "/prometheus/-%2freload",
    "/prometheus/-%2Freload",
    "/prometheus/%2d/reload",
    "/prometheus/%2D/%72eload",
    "/prometheus/./-/reload",
    "/prometheus/x/../-/reload",
    "/prometheus/x/%2e%2e/-/reload",
    "/prometheus//-/reload",
    "/prometheus/-/reload;a=b",
    "/prometheus/-/reload%3b",
    "/prometheus/-\\reload",
    "/prometheus/-%5creload",
    "/prometheus/-/reload%00",
    "/prometheus/-/reload%0a",
    "/prometheus/-/reload%3f",
    "/prometheus/-/reload%23",
    "/prometheus/-/reload#x",
    "/prometheus/-/%2572eload",
    '/prometheus/-%2freload"',
    "/prometheus/-%2freload%C3%A9",
    "/prometheus/%C3%A9",
    "/prometheus/a%20b",
    "/prometheus/a:b@c,d=e(f)",
    "/prometheus/debug/pprof/",
    "/alertmanager/../prometheus/debug/",
    "/alertmanager/api/v2/alerts",
    "/grafana/",
    "/",
    "/other",
  ])("for %s get the evaluator's answer, and never more than decide allows", async (path) => {
    const { status, body } = await send(path, bearer("monitoring"));
    const evaluated = answerOf(upstreamConfig(singleRoleApplications), path);
    expect([path, status]).toEqual([path, { forwarded: 200, denied: 403, redirected: 301 }[evaluated.type]]);
    if (status === 200) {
      expect((JSON.parse(body) as { url: string }).url).toBe(path);
      expect(singleRoleApplications.map((candidate) => decide(candidate, "GET", path).type)).toContain("role");
    }
  });
});
