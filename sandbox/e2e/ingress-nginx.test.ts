import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type HttpSession, locationOf } from "../http/http-session.js";
import { signIn } from "../http/sign-in.js";
import { deployProduct, type SandboxContext } from "../pulumi/index.js";
import { lifecycleSpellings } from "./attacks/path-spellings.js";
import { itAnswersAsDecided } from "./matrix/matrix.js";
import { singleRoleStack } from "./stacks/edge-stacks.js";
import { productContext } from "./stacks/product.js";
import { theWorld, type World } from "./stacks/world.js";
import { machineToken } from "./users/service-account.js";

/** The annotations of ingress-nginx, as Traefik's provider for them reads them, with the profile they can express. */
describe("the doors of an edge with ingress-nginx annotations", () => {
  let world: World;
  let context: SandboxContext;
  let viewer: HttpSession;

  before(async () => {
    world = await theWorld();
    context = (await productContext()).context;
    await deployProduct(context, { config: singleRoleStack });
    viewer = await world.signedIn("viewer");
  });
  after(async () => {
    await viewer.close();
    await deployProduct(context);
  });

  it("send a stranger who asks for a page to the sign-in", async () => {
    const answer = await world.stranger().send(world.url("/prometheus/classic/graph?g0.expr=up"));
    assert.equal(answer.status, 302);
    assert.equal(new URL(locationOf(answer)).pathname, "/oauth2/sign_in");
  });

  it("bring a person back to the very page", async () => {
    const deepLink = world.url("/alertmanager/?filter=%7Balertname%3D~%22.%2B%22%7D");
    const session = world.stranger();
    const answer = await signIn(session, deepLink, world.credentials("viewer"));
    assert.equal(answer.url, deepLink);
    assert.equal(answer.status, 200);
    await session.close();
  });

  it("answer a stranger's program with 401 and no redirect", async () => {
    for (const path of ["/prometheus/api/v1/query?query=up", "/alertmanager/api/v2/alerts"]) {
      const answer = await world.stranger().send(world.url(path));
      assert.equal(answer.status, 401, path);
      assert.equal(answer.headers.location, undefined);
    }
  });

  it("let the one role read and query", async () => {
    const query = {
      method: "POST",
      body: "query=up",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    };
    assert.equal((await viewer.send(world.url("/prometheus/api/v1/query"), query)).status, 200);
    assert.equal((await viewer.send(world.url("/prometheus/classic/graph"))).status, 200);
  });

  it("refuse a person without the role", async () => {
    const session = world.stranger();
    const answer = await signIn(session, world.url("/prometheus/classic/graph"), world.credentials("nobody"));
    assert.equal(answer.status, 403);
    await session.close();
  });

  for (const path of lifecycleSpellings) {
    it(`keep the role from stopping or reloading Prometheus as ${path}`, async () => {
      for (const method of ["PUT", "POST"]) {
        const { status } = await viewer.send(world.url(path), { method });
        assert.ok([400, 403, 404].includes(status), `${method} ${path} answered ${status}`);
      }
      assert.equal((await viewer.send(world.url("/prometheus/-/healthy"))).status, 200);
    });
  }

  it("lead out of both sessions by one address", async () => {
    const session = await world.signedIn("viewer");
    const answer = await session.open(world.url("/logout"));
    assert.match(answer.body, /signed out/i);
    assert.equal((await session.send(world.url("/prometheus/api/v1/query?query=up"))).status, 401);
    await session.close();
  });

  itAnswersAsDecided({ edge: "ingress-nginx", config: singleRoleStack });
});

describe("a machine whose roles were changed, and changed back", () => {
  it("has the role in its tokens that it had before", async () => {
    const world = await theWorld();
    const headers = { authorization: `Bearer ${await machineToken("ci", world)}` };
    const answer = await world.stranger().send(world.url("/prometheus/api/v1/query?query=up"), { headers });
    assert.equal(answer.status, 200);
  });
});
