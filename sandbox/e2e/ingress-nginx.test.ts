import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { signInPath } from "../../components/proxy-contract/endpoints.js";
import { locationOf } from "../http/http-session.js";
import { signIn } from "../http/sign-in.js";
import { accessMatrixScenario } from "./scenarios/access-matrix.js";
import { lifecycleSpellingScenario } from "./scenarios/lifecycle-endpoints.js";
import { signOutScenario } from "./scenarios/sign-out.js";
import { edgeStacks } from "./stacks/edge-stacks.js";
import { useSandbox } from "./stacks/use-sandbox.js";
import { alertsPath, graphPage, postedQuery, prometheusQuery } from "./users/requests.js";
import { serviceAccountToken } from "./users/service-account.js";

/** The annotations of ingress-nginx, as Traefik's provider for them reads them, with the profile that they can express. */
describe("Traefik with ingress-nginx annotations", () => {
  const sandbox = useSandbox({ config: edgeStacks["ingress-nginx"], users: ["viewer"] });

  it("redirects an anonymous browser to the sign-in page", async () => {
    const answer = await sandbox.anonymous().send(sandbox.url(`${graphPage}?g0.expr=up`));
    assert.equal(answer.status, 302);
    assert.equal(new URL(locationOf(answer)).pathname, signInPath);
  });

  it("returns a user to the requested page", async () => {
    const deepLink = sandbox.url("/alertmanager/?filter=%7Balertname%3D~%22.%2B%22%7D");
    const answer = await signIn(sandbox.anonymous(), deepLink, sandbox.credentials("viewer"));
    assert.equal(answer.url, deepLink);
    assert.equal(answer.status, 200);
  });

  it("answers an anonymous API client with 401 and no redirect", async () => {
    for (const path of [prometheusQuery, alertsPath]) {
      const answer = await sandbox.anonymous().send(sandbox.url(path));
      assert.equal(answer.status, 401, path);
      assert.equal(answer.headers.location, undefined);
    }
  });

  it("lets a user with the role read and query", async () => {
    const viewer = sandbox.as("viewer");
    assert.equal((await viewer.send(sandbox.url("/prometheus/api/v1/query"), postedQuery)).status, 200);
    assert.equal((await viewer.send(sandbox.url(graphPage))).status, 200);
  });

  it("denies a user without the role", async () => {
    const answer = await signIn(sandbox.anonymous(), sandbox.url(graphPage), sandbox.credentials("nobody"));
    assert.equal(answer.status, 403);
  });

  lifecycleSpellingScenario(sandbox, { methods: ["PUT", "POST"] });
  signOutScenario(sandbox);
  accessMatrixScenario(() => ({ edge: "ingress-nginx", config: edgeStacks["ingress-nginx"] }));
});

describe("a service account whose roles were changed and changed back", () => {
  const sandbox = useSandbox();

  it("has its original role in its tokens", async () => {
    const headers = { authorization: `Bearer ${await serviceAccountToken(sandbox, "ci")}` };
    const answer = await sandbox.anonymous().send(sandbox.url(prometheusQuery), { headers });
    assert.equal(answer.status, 200);
  });
});
