import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { dottedHeaderNames, reservedHeaderNames, underscoredHeaderNames, withValue } from "../http/forged-headers.js";
import { HttpSession, locationOf } from "../http/http-session.js";
import { signIn, startAddress } from "../http/sign-in.js";
import { keepAliases } from "../platform/traefik-arguments.js";
import { expectProductUnchanged } from "../pulumi/index.js";
import { startAnonymousPod } from "./pods/anonymous-pod.js";
import { deployEcho, type EchoApplication, echoOf } from "./pods/echo-application.js";
import { namespace } from "./pods/kubernetes.js";
import { traefikPodAddress } from "./pods/traefik-pod.js";
import { productContext } from "./stacks/product.js";
import type { User } from "./stacks/running-sandbox.js";
import { useSandbox } from "./stacks/use-sandbox.js";
import { graphPage } from "./users/requests.js";
import { serviceAccountToken } from "./users/service-account.js";

const json = { accept: "application/json" };

/** The value by which a forged header is recognized in the echo. */
const forgery = "forged-by-a-client";
const forgedHeaders = withValue([...reservedHeaderNames, ...underscoredHeaderNames, ...dottedHeaderNames], forgery);

describe("an application deployed beside the stack, behind its sign-in", () => {
  const sandbox = useSandbox();
  let echo: EchoApplication | undefined;
  const url = (path: string): string => {
    assert.ok(echo);
    return echo.url(path);
  };
  const statusOf = async (user: User, path: string, method = "GET"): Promise<number> =>
    (await sandbox.as(user).send(url(path), { method, headers: json })).status;

  before(async () => {
    echo = await deployEcho({
      rules: [
        { paths: ["/anything/closed/*"], deny: true },
        { paths: ["/anything/shared/*"], methods: ["GET"], role: "prometheus-viewer" },
        { methods: ["GET", "HEAD", "OPTIONS"], role: "echo-viewer" },
        { paths: ["/anything/*"], methods: ["POST"], role: "echo-editor" },
      ],
      apiPaths: ["/status/*"],
      users: [
        { username: "admin", roles: ["echo-viewer"] },
        { username: "editor", roles: ["echo-viewer", "echo-editor"] },
      ],
      edge: { traefik: { entryPoints: ["websecure", keepAliases.name] } },
    });
    await sandbox.signIn("viewer", "editor", "admin");
  });
  after(() => echo?.remove());

  it("shows the sign-in page to an anonymous browser, and returns it to the requested page", async () => {
    const session = sandbox.anonymous();
    const page = await session.send(url("/anything/page?x=a+b%26c"));
    assert.equal(page.status, 401);
    assert.equal(new URL(locationOf(await session.send(startAddress(page)))).origin, sandbox.access.keycloakUrl);
    const answer = await signIn(sandbox.anonymous(), url("/anything/page?x=a+b%26c"), sandbox.credentials("admin"));
    assert.equal(answer.status, 200);
    assert.equal(answer.url, url("/anything/page?x=a+b%26c"));
  });

  it("answers an anonymous API client with 401 and no page", async () => {
    for (const [path, accept] of [
      ["/status/200", "text/html"],
      ["/headers", "application/json"],
    ] as const) {
      const answer = await sandbox.anonymous().send(url(path), { headers: { accept } });
      assert.equal(answer.status, 401, path);
      assert.equal(answer.headers.location, undefined);
      assert.doesNotMatch(answer.body, /<html/i);
    }
  });

  it("denies a user without the role: a browser with a page, an API client without", async () => {
    const page = await sandbox.as("viewer").send(url("/anything/page"));
    assert.equal(page.status, 403);
    assert.match(page.body, /You do not have access to this page/);
    const bare = await sandbox.as("viewer").send(url("/anything/page"), { headers: json });
    assert.equal(bare.status, 403);
    assert.doesNotMatch(bare.body, /<html/i);
  });

  it("names the role on that page if the role is one of the stack's", async () => {
    const session = sandbox.anonymous();
    const page = await signIn(session, url("/anything/shared/x"), sandbox.credentials("nobody"));
    assert.equal(page.status, 403);
    assert.match(page.body, /prometheus-viewer/);
  });

  it("admits users with a role that it created, or with one of the stack's", async () => {
    assert.equal(await statusOf("admin", "/headers"), 200);
    assert.equal(await statusOf("viewer", "/anything/shared/x"), 200);
    assert.equal(await statusOf("viewer", "/headers"), 403);
  });

  it("limits users to the methods and paths of its rules", async () => {
    assert.equal(await statusOf("editor", "/anything/x", "POST"), 200);
    assert.equal(await statusOf("admin", "/anything/x", "POST"), 403);
    assert.equal(await statusOf("editor", "/anything/x", "DELETE"), 403);
    assert.equal(await statusOf("editor", "/status/200", "POST"), 403);
    for (const path of ["/anything/closed", "/anything/%63losed/x", "/anything//closed", "/anything/x/../closed"]) {
      assert.equal(await statusOf("editor", path), 403, path);
    }
    for (const path of ["/anything%2fclosed", "/anything/x%2f..%2fclosed", "/anything/closed;x"]) {
      assert.ok([400, 403].includes(await statusOf("editor", path)), path);
    }
  });

  it("admits a service account to what its role allows", async () => {
    const authorization = `Bearer ${await serviceAccountToken(sandbox, "ci")}`;
    const status = async (path: string): Promise<number> =>
      (await sandbox.anonymous().send(url(path), { headers: { ...json, authorization } })).status;
    assert.equal(await status("/anything/shared/x"), 200);
    assert.equal(await status("/headers"), 403);
  });

  it("receives the user's name from the proxy, and neither cookie nor forged headers", async () => {
    const answer = await sandbox
      .as("viewer")
      .send(url("/anything/shared/x"), { headers: { ...json, ...forgedHeaders } });
    const { headers } = echoOf(answer);
    assert.equal(headers["x-auth-request-preferred-username"], "viewer");
    assert.match(headers["x-auth-request-groups"] ?? "", /role:oauth2-proxy:prometheus-viewer/);
    expectNoTrace(headers);
  });

  it("receives no header that reads as a reserved one, even if the entry point keeps such headers", async () => {
    const { host } = new URL(url("/"));
    const edge = { host, address: await traefikPodAddress(sandbox.cluster), port: keepAliases.port };
    const session = new HttpSession(sandbox.access.caFile, { edge });
    const cookie = await sandbox.as("viewer").cookies.getCookieString(url("/"));
    try {
      const headers = { ...json, ...forgedHeaders, cookie, X_Custom: "kept" };
      const { headers: received } = echoOf(await session.send(url("/anything/shared/x"), { headers }));
      assert.equal(received["x_custom"], "kept");
      expectNoTrace(received);
    } finally {
      await session.close();
    }
  });

  it("receives no header with an underscore through the entry point of the platform", async () => {
    const headers = { ...json, X_Custom: "removed", "X.Custom": "removed", "X-Custom": "kept" };
    const answer = await sandbox.as("viewer").send(url("/anything/shared/x"), { headers });
    assert.equal(echoOf(answer).headers["x-custom"], "kept");
    assert.ok(!answer.body.includes("removed"), answer.body);
  });

  it("receives the service account's name from the proxy, and neither token, cookie nor forged headers", async () => {
    const token = await serviceAccountToken(sandbox, "ci");
    const answer = await sandbox.anonymous().send(url("/anything/shared/x"), {
      headers: {
        ...json,
        ...forgedHeaders,
        authorization: `Bearer ${token}`,
        cookie: "session=of-another-application",
      },
    });
    const { headers } = echoOf(answer);
    assert.equal(headers["x-auth-request-preferred-username"], "service-account-ci");
    expectNoTrace(headers);
    assert.ok(!answer.body.includes(token));
  });

  it("is reachable through the edge only", async () => {
    const pod = await startAnonymousPod(sandbox.cluster, sandbox.access.kubeconfig);
    try {
      assert.equal(await pod.connect(`echo.${namespace}.svc.cluster.local`, 8080), "closed");
    } finally {
      await pod.remove();
    }
  });

  it("is removed without a trace, and without a change to the stack", async () => {
    const address = url("/headers");
    await echo?.remove();
    echo = undefined;
    const { objects } = sandbox.cluster;
    for (const [apiVersion, kind] of [
      ["traefik.io/v1alpha1", "IngressRoute"],
      ["traefik.io/v1alpha1", "Middleware"],
      ["networking.k8s.io/v1", "NetworkPolicy"],
      ["v1", "Service"],
    ] as const) {
      const { items } = await objects.list(apiVersion, kind, namespace);
      assert.deepEqual(
        items.map(({ metadata }) => metadata?.name ?? "").filter((name) => name.includes("echo")),
        [],
        kind,
      );
    }
    await expectProductUnchanged((await productContext()).context);
    assert.equal((await sandbox.as("viewer").send(sandbox.url(graphPage))).status, 200);
    assert.notEqual((await sandbox.as("admin").send(address)).status, 200);
  });
});

/** Neither cookie nor token arrives, and of forged headers neither name nor value. */
function expectNoTrace(headers: Readonly<Record<string, string>>): void {
  assert.ok(!JSON.stringify(headers).includes(forgery), JSON.stringify(headers));
  const mayStay = /^x-auth-request-(user|email|groups|preferred-username)$/;
  const forbidden = ["cookie", "authorization", ...Object.keys(forgedHeaders).map((name) => name.toLowerCase())];
  const arrived = Object.keys(headers).filter((name) => forbidden.includes(name) && !mayStay.test(name));
  assert.deepEqual(arrived, []);
}
