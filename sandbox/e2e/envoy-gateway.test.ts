import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { HttpAnswer, HttpSession } from "../http/http-session.js";
import { signIn } from "../http/sign-in.js";
import { waitFor } from "../wait/wait-for.js";
import { forgedAuthentication } from "./attacks/forged-headers.js";
import { namespace } from "./pods/kubernetes.js";
import { accessMatrixScenario } from "./scenarios/access-matrix.js";
import { debugEndpointScenario } from "./scenarios/debug-endpoints.js";
import { lifecycleSpellingScenario } from "./scenarios/lifecycle-endpoints.js";
import { signOutScenario } from "./scenarios/sign-out.js";
import { edgeStacks } from "./stacks/edge-stacks.js";
import { gateway } from "./stacks/envoy-gateway.js";
import { type StartedEdge, startEdge } from "./stacks/start-edge.js";
import { useSandbox } from "./stacks/use-sandbox.js";
import { createSilence, graphPage, json, postedQuery, prometheusQuery, silencesPath } from "./users/requests.js";

describe("Envoy Gateway", () => {
  const sandbox = useSandbox();
  let edge: StartedEdge | undefined;
  const request = (session: HttpSession, path: string, options = {}): Promise<HttpAnswer> =>
    session.send(sandbox.url(path), options);
  const awaitStatus = (session: HttpSession, path: string, status: number): Promise<void> =>
    waitFor({
      awaiting: `${status} from ${path} behind Envoy Gateway`,
      limitSeconds: 90,
      observe: async () => {
        const answer = await request(session, path);
        return answer.status === status ? { met: true } : { met: false, state: String(answer.status) };
      },
      next: `npm run sandbox -- logs ${gateway.namespace}/envoy-gateway`,
    });

  before(async () => {
    edge = await startEdge("envoy-gateway");
    assert.ok(edge.address);
    sandbox.useEdge(edge.address);
    await sandbox.deploy(edgeStacks["envoy-gateway"]);
    await sandbox.signIn("viewer", "editor", "admin");
  });
  after(() => edge?.remove());

  it("shows the sign-in page to an anonymous browser, and answers an API client with 401", async () => {
    const shown = await request(sandbox.anonymous(), graphPage);
    assert.equal(shown.status, 401);
    assert.match(shown.body, /id="sign-in"/);
    for (const headers of [json, { accept: "text/html" }]) {
      const answer = await request(sandbox.anonymous(), prometheusQuery, { headers });
      assert.equal(answer.status, 401);
      assert.doesNotMatch(answer.body, /<html/);
    }
  });

  it("lets a viewer read pages, and query with GET and POST", async () => {
    const viewer = sandbox.as("viewer");
    assert.equal((await request(viewer, graphPage)).status, 200);
    assert.equal((await request(viewer, prometheusQuery)).status, 200);
    assert.equal((await request(viewer, "/prometheus/api/v1/query", postedQuery)).status, 200);
  });

  it("lets only an editor create silences", async () => {
    assert.equal((await request(sandbox.as("viewer"), silencesPath, createSilence())).status, 403);
    assert.equal((await request(sandbox.as("editor"), silencesPath, createSilence())).status, 200);
  });

  it("shows a user without a role a page that names the role", async () => {
    const session = sandbox.anonymous();
    await signIn(session, sandbox.url(graphPage), sandbox.credentials("nobody"));
    const answer = await request(session, graphPage);
    assert.equal(answer.status, 403);
    assert.match(answer.body, /prometheus-viewer/);
    assert.doesNotMatch((await request(session, prometheusQuery, { headers: json })).body, /<html/);
  });

  it("takes no role from the query of a request", async () => {
    const path = "/prometheus/api/v1/admin/tsdb/snapshot?allowed_groups=role:oauth2-proxy:prometheus-viewer";
    assert.equal((await request(sandbox.as("viewer"), path, { method: "POST" })).status, 403);
  });

  // Refusals of policy, proxy and Envoy itself. Envoy redirects a path with encoded slashes to the decoded one.
  lifecycleSpellingScenario(sandbox, { refusals: [307, 400, 403, 404] });
  debugEndpointScenario(sandbox);

  it("rejects an anonymous request that forges the headers of an authenticated one", async () => {
    const answer = await request(sandbox.anonymous(), prometheusQuery, { headers: forgedAuthentication });
    assert.equal(answer.status, 401);
  });

  signOutScenario(sandbox);
  accessMatrixScenario(() => ({
    edge: "envoy-gateway",
    config: edgeStacks["envoy-gateway"],
    address: edge?.address,
  }));

  // Last, because only the next deployment restores the policy.
  it("denies requests when the policy of a role is deleted", async () => {
    const policy = {
      apiVersion: "gateway.envoyproxy.io/v1alpha1",
      kind: "SecurityPolicy",
      metadata: { name: "sso-auth-prometheus-prometheus-viewer", namespace },
    };
    await sandbox.cluster.objects.delete(policy);
    await awaitStatus(sandbox.as("viewer"), prometheusQuery, 403);
    assert.equal((await request(sandbox.anonymous(), prometheusQuery)).status, 403);
  });
});
