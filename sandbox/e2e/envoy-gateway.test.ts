import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type HttpAnswer, HttpSession } from "../http/http-session.js";
import { signIn } from "../http/sign-in.js";
import { changeProduct, deployProduct, monitoringHost } from "../pulumi/index.js";
import { waitFor } from "../wait/wait-for.js";
import { lifecycleSpellings } from "./attacks/path-spellings.js";
import { kubernetes, type Kubernetes, namespace } from "./pods/kubernetes.js";
import { type EnvoyGateway, gateway, startEnvoyGateway } from "./stacks/envoy-gateway.js";
import { productContext } from "./stacks/product.js";
import { type Person, theWorld, type World } from "./stacks/world.js";

const page = "/prometheus/classic/graph";
const query = "/prometheus/api/v1/query?query=up";
const json = { accept: "application/json", "content-type": "application/json" };
/** The refusals of policy, proxy and Envoy itself; the redirect is of a path whose slashes were encoded, to the decoded. */
const refusals = [307, 400, 403, 404];

describe("the doors of Envoy Gateway", () => {
  let world: World;
  let cluster: Kubernetes;
  let edge: EnvoyGateway | undefined;
  const people: Partial<Record<Person, HttpSession>> = {};
  const as = (person: Person): HttpSession => {
    const session = people[person];
    assert.ok(session, `${person} is not signed in`);
    return session;
  };
  const stranger = (): HttpSession => new HttpSession(world.access.caFile, { edge: edge?.address });
  const ask = (session: HttpSession, path: string, request = {}): Promise<HttpAnswer> =>
    session.send(world.url(path), request);
  const awaitStatus = (session: HttpSession, path: string, status: number): Promise<void> =>
    waitFor({
      awaiting: `${status} from ${path} behind Envoy Gateway`,
      limitSeconds: 90,
      observe: async () => {
        const answer = await ask(session, path);
        return answer.status === status ? { met: true } : { met: false, state: String(answer.status) };
      },
      next: `npm run sandbox -- logs ${gateway.namespace}/envoy-gateway`,
    });

  before(async () => {
    world = await theWorld();
    cluster = kubernetes(world.access.kubeconfig);
    const { context, tools } = await productContext();
    edge = await startEnvoyGateway(cluster, { kubeconfig: world.access.kubeconfig, tools, host: monitoringHost });
    await changeProduct(context, {
      config: {
        "monitoring-sso:edge": { gatewayApi: { gateway, envoyGateway: {} } },
        "monitoring-sso:network": { edge: { namespace: gateway.namespace }, keycloak: { namespace: "traefik" } },
      },
    });
    await awaitStatus(stranger(), page, 401);
    for (const person of ["viewer", "editor", "admin"] as const) {
      const session = stranger();
      await signIn(session, world.url(page), world.credentials(person));
      people[person] = session;
    }
  });
  after(async () => {
    await Promise.all(Object.values(people).map((session) => session.close()));
    await deployProduct((await productContext()).context);
    await edge?.remove();
  });

  it("show a stranger who asks for a page the sign-in, and tell a program 401", async () => {
    const shown = await ask(stranger(), page);
    assert.equal(shown.status, 401);
    assert.match(shown.body, /id="sign-in"/);
    for (const headers of [json, { accept: "text/html" }]) {
      const answer = await ask(stranger(), query, { headers });
      assert.equal(answer.status, 401);
      assert.doesNotMatch(answer.body, /<html/);
    }
  });

  it("let a viewer read, and query with GET and POST", async () => {
    const form = { "content-type": "application/x-www-form-urlencoded" };
    assert.equal((await ask(as("viewer"), page)).status, 200);
    assert.equal((await ask(as("viewer"), query)).status, 200);
    const posted = { method: "POST", body: "query=up", headers: form };
    assert.equal((await ask(as("viewer"), "/prometheus/api/v1/query", posted)).status, 200);
  });

  it("let only an editor silence alerts", async () => {
    const silence = {
      matchers: [{ name: "alertname", value: "DoorTest", isRegex: false, isEqual: true }],
      startsAt: new Date().toISOString(),
      endsAt: new Date(Date.now() + 60_000).toISOString(),
      createdBy: "end-to-end test",
      comment: "whether an editor may",
    };
    const create = { method: "POST", headers: json, body: JSON.stringify(silence) };
    assert.equal((await ask(as("viewer"), "/alertmanager/api/v2/silences", create)).status, 403);
    assert.equal((await ask(as("editor"), "/alertmanager/api/v2/silences", create)).status, 200);
  });

  it("refuse a person without a role with a page that names the role", async () => {
    const session = stranger();
    await signIn(session, world.url(page), world.credentials("nobody"));
    const answer = await ask(session, page);
    assert.equal(answer.status, 403);
    assert.match(answer.body, /prometheus-viewer/);
    assert.doesNotMatch((await ask(session, query, { headers: json })).body, /<html/);
    await session.close();
  });

  it("do not take a role from the query", async () => {
    const asked = "allowed_groups=role:oauth2-proxy:prometheus-viewer";
    const path = `/prometheus/api/v1/admin/tsdb/snapshot?${asked}`;
    assert.equal((await ask(as("viewer"), path, { method: "POST" })).status, 403);
  });

  for (const path of lifecycleSpellings) {
    it(`keep a viewer from stopping or reloading Prometheus as ${path}`, async () => {
      for (const method of ["PUT", "POST", "DELETE", "PATCH"]) {
        const { status } = await ask(as("viewer"), path, { method });
        assert.ok(refusals.includes(status), `${method} ${path} answered ${status}`);
      }
      assert.equal((await ask(as("viewer"), "/prometheus/-/healthy")).status, 200);
    });
  }

  it("keep everybody from the debug endpoints", async () => {
    for (const path of ["/prometheus/debug/pprof/cmdline", "/prometheus//debug/pprof/", "/prometheus/%64ebug/pprof/"]) {
      assert.equal((await ask(as("admin"), path)).status, 403, path);
    }
  });

  it("refuse a request that forges the headers of an authenticated one", async () => {
    const forged = {
      "x-forwarded-user": "admin",
      "x-auth-request-user": "admin",
      "x-auth-request-groups": "role:oauth2-proxy:prometheus-viewer",
      "x-forwarded-uri": "/oauth2/sign_in",
      "x-original-url": "/ping",
    };
    assert.equal((await ask(stranger(), query, { headers: forged })).status, 401);
  });

  it("lead out of both sessions by one address", async () => {
    const session = stranger();
    await signIn(session, world.url(page), world.credentials("viewer"));
    const answer = await session.open(world.url("/logout"));
    assert.match(answer.body, /signed out/i);
    assert.equal((await ask(session, query)).status, 401);
    await session.close();
  });

  // Last: the next deployment puts it back.
  it("close when the policy of a role is gone", async () => {
    const policy = {
      apiVersion: "gateway.envoyproxy.io/v1alpha1",
      kind: "SecurityPolicy",
      metadata: { name: "sso-auth-prometheus-prometheus-viewer", namespace },
    };
    await cluster.objects.delete(policy);
    await awaitStatus(as("viewer"), query, 403);
    assert.equal((await ask(stranger(), query)).status, 403);
  });
});
