import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { locationOf, type HttpSession } from "../http/http-session.js";
import { signIn, startAddress } from "../http/sign-in.js";
import { expectProductUnchanged } from "../pulumi/index.js";
import { strangerPod } from "./pods/anonymous-pod.js";
import { bringUpEcho, type EchoApplication, echoOf } from "./pods/echo-application.js";
import { kubernetes, namespace } from "./pods/kubernetes.js";
import { productContext } from "./stacks/product.js";
import { theWorld, type Person, type World } from "./stacks/world.js";
import { machineToken } from "./users/service-account.js";

const json = { accept: "application/json" };

/** What a visitor could claim to be, in the spellings that some server takes for the same header (CVE-2025-64484). */
const forgery = "forged-by-a-visitor";
const forgedHeaders = Object.fromEntries(
  [
    ...["User", "Groups", "Email", "Preferred-Username", "Access-Token"].map((name) => `X-Forwarded-${name}`),
    ...["User", "Groups", "Email", "Preferred-Username", "Access-Token"].map((name) => `X-Auth-Request-${name}`),
    ...["X_Forwarded_User", "X_Forwarded_Groups", "X-Forwarded_Email", "X_Forwarded_Access_Token"],
    ...["X_Auth_Request_User", "X_Auth-Request-Groups", "x_auth_request_email"],
  ].map((name) => [name, forgery]),
);

describe("an application of somebody's own behind the sign-in", () => {
  let world: World;
  let echo: EchoApplication | undefined;
  const people: Partial<Record<Person, HttpSession>> = {};
  const as = (person: Person): HttpSession => {
    const session = people[person];
    assert.ok(session, `${person} is not signed in`);
    return session;
  };
  const url = (path: string): string => {
    assert.ok(echo);
    return echo.url(path);
  };
  const statusOf = async (person: Person, path: string, method = "GET"): Promise<number> =>
    (await as(person).send(url(path), { method, headers: json })).status;

  before(async () => {
    world = await theWorld();
    echo = await bringUpEcho({
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
    });
    for (const person of ["viewer", "editor", "admin"] as const) {
      people[person] = await world.signedIn(person);
    }
  });
  after(async () => {
    await Promise.all(Object.values(people).map((session) => session.close()));
    await echo?.remove();
  });

  it("shows a stranger the sign-in, which leads to Keycloak and back to the very page", async () => {
    const session = world.stranger();
    const page = await session.send(url("/anything/page?x=a+b%26c"));
    assert.equal(page.status, 401);
    assert.equal(new URL(locationOf(await session.send(startAddress(page)))).origin, world.access.keycloakUrl);
    const answer = await signIn(world.stranger(), url("/anything/page?x=a+b%26c"), world.credentials("admin"));
    assert.equal(answer.status, 200);
    assert.equal(answer.url, url("/anything/page?x=a+b%26c"));
  });

  it("answers a stranger's program with a bare 401", async () => {
    for (const [path, accept] of [
      ["/status/200", "text/html"],
      ["/headers", "application/json"],
    ] as const) {
      const answer = await world.stranger().send(url(path), { headers: { accept } });
      assert.equal(answer.status, 401, path);
      assert.equal(answer.headers.location, undefined);
      assert.doesNotMatch(answer.body, /<html/i);
    }
  });

  it("refuses a person without the role with a page, a program of theirs without", async () => {
    const page = await as("viewer").send(url("/anything/page"));
    assert.equal(page.status, 403);
    assert.match(page.body, /not open to you/);
    const bare = await as("viewer").send(url("/anything/page"), { headers: json });
    assert.equal(bare.status, 403);
    assert.doesNotMatch(bare.body, /<html/i);
  });

  it("names the role on that page where the stack makes it", async () => {
    const session = world.stranger();
    const page = await signIn(session, url("/anything/shared/x"), world.credentials("nobody"));
    assert.equal(page.status, 403);
    assert.match(page.body, /prometheus-viewer/);
    await session.close();
  });

  it("lets in whoever holds a role that it brought, or one of the stack's", async () => {
    assert.equal(await statusOf("admin", "/headers"), 200);
    assert.equal(await statusOf("viewer", "/anything/shared/x"), 200);
    assert.equal(await statusOf("viewer", "/headers"), 403);
  });

  it("holds people to the methods and paths of its rules", async () => {
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

  it("lets a machine do what its role opens", async () => {
    const authorization = `Bearer ${await machineToken("ci", world)}`;
    const status = async (path: string): Promise<number> =>
      (await world.stranger().send(url(path), { headers: { ...json, authorization } })).status;
    assert.equal(await status("/anything/shared/x"), 200);
    assert.equal(await status("/headers"), 403);
  });

  it("is told by the proxy who asks, and neither cookie nor anything a visitor wrote", async () => {
    const answer = await as("viewer").send(url("/anything/shared/x"), { headers: { ...json, ...forgedHeaders } });
    const { headers } = echoOf(answer);
    assert.equal(headers["x-auth-request-preferred-username"], "viewer");
    assert.match(headers["x-auth-request-groups"] ?? "", /role:oauth2-proxy:prometheus-viewer/);
    expectNoTrace(headers);
  });

  it("is told by the proxy which machine asks, and neither token nor anything the machine wrote", async () => {
    const token = await machineToken("ci", world);
    const answer = await world.stranger().send(url("/anything/shared/x"), {
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

  it("is reached through the edge alone", async () => {
    const stranger = await strangerPod(kubernetes(world.access.kubeconfig), world.access.kubeconfig);
    try {
      assert.equal(await stranger.connect(`echo.${namespace}.svc.cluster.local`, 8080), "closed");
    } finally {
      await stranger.remove();
    }
  });

  it("goes without a trace, and without touching the stack", async () => {
    const address = url("/headers");
    await echo?.remove();
    echo = undefined;
    const { objects } = kubernetes(world.access.kubeconfig);
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
    assert.equal((await as("viewer").send(world.url("/prometheus/classic/graph"))).status, 200);
    assert.notEqual((await as("admin").send(address)).status, 200);
  });
});

/** Of cookie and token nothing arrives, and of what was forged neither name nor value. */
function expectNoTrace(headers: Readonly<Record<string, string>>): void {
  assert.ok(!JSON.stringify(headers).includes(forgery), JSON.stringify(headers));
  const mayStay = /^x-auth-request-(user|email|groups|preferred-username)$/;
  const forbidden = ["cookie", "authorization", ...Object.keys(forgedHeaders).map((name) => name.toLowerCase())];
  const arrived = Object.keys(headers).filter((name) => forbidden.includes(name) && !mayStay.test(name));
  assert.deepEqual(arrived, []);
}
