import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { logoutPath, signInPath } from "../../components/proxy-contract/endpoints.js";
import { reservedHeaderNames, underscoredHeaderNames, withValue } from "../http/forged-headers.js";
import { locationOf } from "../http/http-session.js";
import { signIn, startAddress } from "../http/sign-in.js";
import { keycloakAdmin } from "./keycloak/admin.js";
import { clientToken } from "./keycloak/tokens.js";
import { accessMatrixScenario } from "./scenarios/access-matrix.js";
import { debugEndpointScenario } from "./scenarios/debug-endpoints.js";
import { lifecycleSpellingScenario } from "./scenarios/lifecycle-endpoints.js";
import { edgeStacks } from "./stacks/edge-stacks.js";
import { type StartedEdge, startEdge } from "./stacks/start-edge.js";
import { useSandbox } from "./stacks/use-sandbox.js";
import { alertsPath, graphPage, postedQuery, prometheusQuery } from "./users/requests.js";
import { serviceAccountToken } from "./users/service-account.js";

const clientWithoutRole = "service-account-without-role";
const serviceAccount = "ci";

/** Edges that only forward: every request flows through the proxy. */
const edges = [
  ["a Gateway of any implementation", "reverse-proxy"],
  ["Ingresses", "reverse-proxy-ingress"],
] as const;

for (const [title, edge] of edges) {
  describe(`reverse-proxy mode behind ${title}`, () => {
    const sandbox = useSandbox();
    let started: StartedEdge | undefined;

    before(async () => {
      started = await startEdge(edge);
      await sandbox.deploy(edgeStacks[edge]);
      await sandbox.signIn("viewer");
    });
    after(() => started?.remove());

    it("shows the sign-in page to an anonymous browser, and sends it on to Keycloak", async () => {
      const session = sandbox.anonymous();
      const page = await session.send(sandbox.url(graphPage));
      assert.equal(page.status, 403);
      const location = new URL(locationOf(await session.send(startAddress(page))));
      assert.equal(location.origin, sandbox.access.keycloakUrl);
      assert.equal(location.searchParams.get("code_challenge_method"), "S256");
    });

    it("returns a user to the requested page, with every byte of its query", async () => {
      const deepLink = sandbox.url(`${graphPage}?g0.expr=up%7Bjob%3D~%22.%2B%22%7D%20%2B%201&x=a+b%26c`);
      const answer = await signIn(sandbox.anonymous(), deepLink, sandbox.credentials("viewer"));
      assert.deepEqual([answer.status, answer.url], [200, deepLink]);
    });

    it("answers an anonymous API client with 401, without a page and without a redirect", async () => {
      for (const path of [prometheusQuery, alertsPath]) {
        for (const accept of ["*/*", "text/html", "application/json"]) {
          const answer = await sandbox.anonymous().send(sandbox.url(path), { headers: { accept } });
          assert.equal(answer.status, 401, `${path} for ${accept}`);
          assert.doesNotMatch(answer.body, /<html/i);
          assert.equal(answer.headers.location, undefined);
        }
      }
    });

    it("lets a user with the role read, query with POST, and read Alertmanager", async () => {
      const viewer = sandbox.as("viewer");
      assert.equal((await viewer.send(sandbox.url(graphPage))).status, 200);
      const answer = await viewer.send(sandbox.url("/prometheus/api/v1/query"), postedQuery);
      assert.equal((JSON.parse(answer.body) as { status: string }).status, "success");
      const alerts = await viewer.send(sandbox.url(alertsPath), { headers: { accept: "*/*" } });
      assert.equal(alerts.status, 200);
    });

    it("shows a user without the role a page that names it, and causes no redirect loop", async () => {
      const session = sandbox.anonymous();
      const refused = await signIn(session, sandbox.url(graphPage), sandbox.credentials("nobody"));
      assert.equal(refused.status, 403);
      assert.match(refused.body, /You need the role <code>monitoring</);
      // At the next attempt the user is signed in at Keycloak, and reaches the same page without a form.
      const page = await session.send(sandbox.url(graphPage));
      const again = await session.open(startAddress(page));
      assert.equal(again.status, 403);
      assert.match(again.body, /You need the role <code>monitoring</);
    });

    lifecycleSpellingScenario(sandbox, { methods: ["PUT", "POST"], refusals: [301, 400, 403, 404] });
    debugEndpointScenario(sandbox, (url) => sandbox.as("viewer").open(url));

    it("admits a service account with the role by its token, and rejects one without it", async () => {
      const query = sandbox.url(prometheusQuery);
      const statusWith = async (token: string): Promise<number> =>
        (await sandbox.anonymous().send(query, { headers: { authorization: `Bearer ${token}` } })).status;
      assert.equal(await statusWith(await serviceAccountToken(sandbox, serviceAccount)), 200);
      const admin = keycloakAdmin(sandbox);
      const clientSecret = await admin.createServiceAccount(clientWithoutRole);
      try {
        const withoutRole = await clientToken(sandbox, { clientId: clientWithoutRole, clientSecret });
        assert.ok([401, 403].includes(await statusWith(withoutRole)));
        assert.ok([401, 403].includes(await statusWith("nonsense")));
      } finally {
        await admin.deleteClient(clientWithoutRole);
      }
    });

    it("names the signed-in user to an application, and forwards neither cookie, token nor forged headers", async () => {
      const forged = {
        ...withValue([...reservedHeaderNames, ...underscoredHeaderNames], "admin"),
        authorization: `Bearer ${await serviceAccountToken(sandbox, serviceAccount)}`,
      };
      for (const headers of [{}, forged]) {
        const { status, body } = await sandbox.as("viewer").send(sandbox.url("/echo/anything/any"), { headers });
        assert.equal(status, 200, body);
        const seen = (JSON.parse(body) as { headers: Record<string, string[]> }).headers;
        const names = Object.keys(seen).map((name) => name.toLowerCase().replaceAll("_", "-"));
        for (const hidden of ["cookie", "authorization", "x-forwarded-user", "x-forwarded-groups"]) {
          assert.ok(!names.includes(hidden), `${hidden} among ${names.join(", ")}`);
        }
        assert.doesNotMatch(body, /"admin/);
        assert.match(JSON.stringify(seen["X-Auth-Request-Groups"]), /role:oauth2-proxy:monitoring/);
      }
    });

    it("ends the sessions of proxy and Keycloak at one address", async () => {
      const session = await sandbox.signedIn("viewer");
      const answer = await session.open(sandbox.url(logoutPath));
      assert.match(answer.body, /signed out/i);
      const { pathname, search } = new URL(answer.url);
      assert.deepEqual([pathname, search], [signInPath, "?signed_out=/prometheus/"]);
      assert.equal((await session.send(sandbox.url(prometheusQuery))).status, 401);
      // Keycloak asks for the password again.
      const page = await session.send(sandbox.url(graphPage));
      assert.match((await session.open(startAddress(page))).body, /kc-form-login/);
    });

    accessMatrixScenario(() => ({ edge, config: edgeStacks[edge] }));
  });
}
