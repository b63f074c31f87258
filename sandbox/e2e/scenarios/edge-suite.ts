import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { HttpSession, locationOf } from "../../http/http-session.js";
import { signIn, startAddress, visit } from "../../http/sign-in.js";
import type { MatrixEdge } from "../../matrix/oracle.js";
import { deployProduct, type StackConfig } from "../../pulumi/index.js";
import { http1Oddities } from "../attacks/http1-malformed-requests.js";
import { http2Oddities } from "../attacks/http2-malformed-requests.js";
import { detours, lifecycleSpellings } from "../attacks/path-spellings.js";
import { itAnswersAsDecided } from "../matrix/matrix.js";
import { expectNoDifference } from "../stacks/expect-no-difference.js";
import { productContext } from "../stacks/product.js";
import { theWorld, type Person, type World } from "../stacks/world.js";
import { expectApplicationHeaders, expectPageHeaders } from "./page-headers.js";

const json = { accept: "application/json", "content-type": "application/json" };
const xhr = { accept: "application/json", "x-requested-with": "XMLHttpRequest" };

/** The edge to test, over the sandbox's own stack. */
interface Doors {
  readonly title: string;
  readonly edge: MatrixEdge;
  /**
   * Laid over the stack's configuration for these tests, and taken away after them.
   * @default - the sandbox's own
   */
  readonly config?: StackConfig;
  /**
   * Hosts that applications have of their own by that configuration, by their name.
   * @default - none
   */
  readonly ownHosts?: Readonly<Record<string, string>>;
}

/** What every edge that matches methods must do: one table for all of them. */
export function describeDoors({ title, edge, config, ownHosts }: Doors): void {
  describe(title, () => {
    let world: World;
    const people: Partial<Record<Person, HttpSession>> = {};
    const as = (person: Person): HttpSession => {
      const session = people[person];
      assert.ok(session, `${person} is not signed in`);
      return session;
    };

    before(async () => {
      world = await theWorld(ownHosts);
      if (config !== undefined) {
        await deployProduct((await productContext()).context, { config });
      }
      for (const person of ["viewer", "editor", "admin"] as const) {
        people[person] = await world.signedIn(person);
        await visit(as(person), world.url("/alertmanager/"));
      }
    });
    after(async () => {
      await Promise.all(Object.values(people).map((session) => session.close()));
      if (config !== undefined) {
        await deployProduct((await productContext()).context);
      }
    });

    it("show a stranger who asks for a page the sign-in, which leads to Keycloak", async () => {
      const session = world.stranger();
      const page = await session.send(world.url("/prometheus/classic/graph"));
      assert.equal(page.status, 401);
      const location = new URL(locationOf(await session.send(startAddress(page))));
      assert.equal(location.origin, world.access.keycloakUrl);
      assert.equal(location.searchParams.get("code_challenge_method"), "S256");
      assert.equal(location.searchParams.get("redirect_uri"), new URL("/oauth2/callback", page.url).href);
    });

    it("bring a person back to the very page, query byte for byte", async () => {
      const deepLink = world.url(
        "/prometheus/classic/graph?g0.expr=up%7Bjob%3D~%22.%2B%22%7D%20%2B%201&g0.tab=1&x=a+b%26c",
      );
      const session = world.stranger();
      const answer = await signIn(session, deepLink, world.credentials("viewer"));
      assert.equal(answer.status, 200);
      assert.equal(answer.url, deepLink);
      await session.close();
    });

    for (const path of ["/prometheus/api/v1/query?query=up", "/alertmanager/api/v2/alerts"]) {
      it(`answer a stranger's program at ${path} with 401 and no redirect`, async () => {
        for (const headers of [xhr, { accept: "*/*" }, { accept: "text/html" }]) {
          const answer = await world.stranger().send(world.url(path), { headers });
          assert.equal(answer.status, 401, JSON.stringify(headers));
          assert.equal(answer.headers.location, undefined);
        }
      });
    }

    it("refuse a person without a role with a page that names the role", async () => {
      const session = world.stranger();
      const answer = await signIn(session, world.url("/prometheus/classic/graph"), world.credentials("nobody"));
      assert.equal(answer.status, 403);
      assert.match(answer.body, /prometheus-viewer/);
      const alertmanager = await visit(session, world.url("/alertmanager/"));
      assert.equal(alertmanager.status, 403);
      assert.match(alertmanager.body, /alertmanager-viewer/);
      await session.close();
    });

    it("let a viewer read pages and query with GET and POST", async () => {
      const query = {
        method: "POST",
        body: "query=up",
        headers: { "content-type": "application/x-www-form-urlencoded" },
      };
      assert.equal((await as("viewer").send(world.url("/prometheus/classic/graph"))).status, 200);
      assert.equal((await as("viewer").send(world.url("/prometheus/api/v1/query?query=up"))).status, 200);
      assert.equal((await as("viewer").send(world.url("/prometheus/api/v1/query"), query)).status, 200);
      const alerts = await as("viewer").send(world.url("/alertmanager/api/v2/alerts"), { headers: json });
      assert.equal(alerts.status, 200);
    });

    it("let only an editor silence alerts", async () => {
      const silence = (session: HttpSession) =>
        session.send(world.url("/alertmanager/api/v2/silences"), {
          method: "POST",
          headers: json,
          body: JSON.stringify({
            matchers: [{ name: "alertname", value: "DoorTest", isRegex: false, isEqual: true }],
            startsAt: new Date().toISOString(),
            endsAt: new Date(Date.now() + 60_000).toISOString(),
            createdBy: "end-to-end test",
            comment: "whether an editor may",
          }),
        });
      assert.equal((await silence(as("viewer"))).status, 403);
      const created = await silence(as("editor"));
      assert.equal(created.status, 200, created.body);
      const { silenceID } = JSON.parse(created.body) as { silenceID: string };
      const expire = (session: HttpSession) =>
        session.send(world.url(`/alertmanager/api/v2/silence/${silenceID}`), { method: "DELETE", headers: json });
      assert.equal((await expire(as("viewer"))).status, 403);
      assert.equal((await expire(as("editor"))).status, 200);
    });

    it("let nobody post alerts from outside", async () => {
      for (const person of ["viewer", "editor", "admin"] as const) {
        const answer = await as(person).send(world.url("/alertmanager/api/v2/alerts"), {
          method: "POST",
          headers: json,
          body: JSON.stringify([{ labels: { alertname: "Forged" } }]),
        });
        assert.equal(answer.status, 403, person);
      }
    });

    for (const path of lifecycleSpellings) {
      it(`keep a viewer from stopping or reloading Prometheus as ${path}`, async () => {
        for (const method of ["PUT", "POST", "DELETE", "PATCH"]) {
          const { status } = await as("viewer").send(world.url(path), { method });
          assert.ok([400, 403, 404].includes(status), `${method} ${path} answered ${status}`);
        }
        assert.equal((await as("viewer").send(world.url("/prometheus/-/healthy"))).status, 200);
      });
    }

    it("lead no stranger from an open place to a closed one", async () => {
      for (const path of detours) {
        const { body } = await world.stranger().send(world.url(path), { headers: json });
        // Whatever the place itself answers, it is nothing that Prometheus said.
        assert.doesNotMatch(body, /"status":"success"|resultType/, path);
      }
    });

    it("have no lifecycle or admin API behind them, even for an admin", async () => {
      for (const path of ["/prometheus/-/quit", "/prometheus/-/reload", "/prometheus/api/v1/admin/tsdb/snapshot"]) {
        const { status, body } = await as("admin").send(world.url(path), { method: "POST", headers: json });
        assert.ok(status >= 400, `${path} answered ${status}`);
        assert.match(body, /admin APIs disabled|Lifecycle API is not enabled/);
      }
      assert.equal((await as("admin").send(world.url("/prometheus/-/healthy"))).status, 200);
    });

    it("keep everybody from the debug endpoints", async () => {
      for (const path of [
        "/prometheus/debug/pprof/cmdline",
        "/prometheus//debug/pprof/",
        "/prometheus/%64ebug/pprof/",
      ]) {
        assert.equal((await as("admin").send(world.url(path))).status, 403, path);
      }
    });

    it("refuse a request that forges the headers of an authenticated one", async () => {
      const forged = {
        "x-forwarded-user": "admin",
        "x-forwarded-groups": "role:oauth2-proxy:prometheus-viewer",
        "x-auth-request-user": "admin",
        "x-auth-request-groups": "role:oauth2-proxy:prometheus-viewer",
        "x-forwarded-uri": "/oauth2/sign_in",
        "x-original-url": "/ping",
        "user-agent": "kube-probe/1.35",
      };
      for (const path of ["/prometheus/api/v1/query?query=up", "/prometheus/api/v1/status/config#/ping"]) {
        const { status } = await world.stranger().send(world.url(path), { headers: forged });
        assert.ok([400, 401].includes(status), `${path} answered ${status}`);
      }
    });

    for (const [family, members] of Object.entries({ ...http1Oddities, ...http2Oddities })) {
      it(`decide alike about requests ${family}`, async () => {
        await expectNoDifference(world, as("viewer"), members);
      });
    }

    it("show the proxy's pages in no frame, keep them nowhere, and let nothing run in them but their own script", async () => {
      const nobody = world.stranger();
      const ofProxy = (path: string): string => new URL(`/oauth2/${path}`, world.url("/prometheus/")).href;
      await signIn(nobody, world.url("/prometheus/classic/graph"), world.credentials("nobody"));
      expectPageHeaders(await world.stranger().send(ofProxy("sign_in")), 200);
      expectPageHeaders(await world.stranger().send(world.url("/prometheus/classic/graph")), 401);
      expectPageHeaders(await world.stranger().send(ofProxy("callback?error=x")), 403);
      expectPageHeaders(await visit(nobody, world.url("/alertmanager/")), 403);
      expectPageHeaders(await nobody.send(ofProxy("forbidden/prometheus-viewer.html")), 200);
      await nobody.close();
    });

    it("show applications in frames of their own host only", async () => {
      expectApplicationHeaders(await as("viewer").send(world.url("/prometheus/classic/graph")));
      expectApplicationHeaders(await as("viewer").send(world.url("/prometheus/api/v1/query?query=up")));
      expectApplicationHeaders(await as("viewer").send(world.url("/alertmanager/")));
    });

    it("tell a browser that no page of another origin may read what a person sees", async () => {
      const headers = { origin: "https://evil.example", "access-control-request-method": "GET", accept: "*/*" };
      const url = world.url("/prometheus/api/v1/query?query=up");
      const preflight = await world.stranger().send(url, { method: "OPTIONS", headers });
      assert.equal(preflight.status, 401);
      assert.equal(preflight.headers["access-control-allow-origin"], undefined);
      // Prometheus itself allows every origin, without credentials: browsers then keep the answer to themselves.
      const answer = await as("viewer").send(url, { headers });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers["access-control-allow-credentials"], undefined);
    });

    it("send what is asked for without TLS to TLS", async () => {
      const answer = await world.stranger().send(world.url("/prometheus/").replace("https:", "http:"));
      assert.ok([301, 302, 308].includes(answer.status));
      assert.match(locationOf(answer), /^https:/);
    });

    itAnswersAsDecided({ edge, config, ownHosts });
  });
}
