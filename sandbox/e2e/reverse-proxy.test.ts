import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { parse } from "yaml";
import { type HttpSession, locationOf } from "../http/http-session.js";
import { signIn, startAddress } from "../http/sign-in.js";
import { deployProduct, type SandboxContext, type StackConfig } from "../pulumi/index.js";
import { lifecycleSpellings } from "./attacks/path-spellings.js";
import { keycloakAdmin, tokenFor } from "./keycloak/admin.js";
import { type EchoPod, echoPod } from "./pods/echo-pod.js";
import { kubernetes, namespace } from "./pods/kubernetes.js";
import { productContext } from "./stacks/product.js";
import { theWorld, type World } from "./stacks/world.js";

const rolelessMachine = "roleless-machine";
/**
 * Not the sandbox's own machine with another role: the Keycloak provider deletes every role of a client's scope with the
 * first that goes (5.0.0, role_scope_mapping.go), and the sandbox's would have none after these tests.
 */
const machine = "through-proxy";

/** Requests that flow through the proxy, behind edges that are asked for nothing but to pass them on. */
const edges = [
  [
    "a Gateway whose implementation nobody names",
    { gatewayApi: { gateway: { name: "public", namespace: "traefik" } } },
  ],
  ["Ingresses", { ingressNginx: {} }],
] as const;

for (const [title, edge] of edges) {
  describe(`the doors of a proxy that requests flow through, behind ${title}`, () => {
    let world: World;
    let context: SandboxContext;
    let viewer: HttpSession;
    let echo: EchoPod;

    before(async () => {
      world = await theWorld();
      context = (await productContext()).context;
      echo = await echoPod(kubernetes(world.access.kubeconfig));
      await deployProduct(context, { config: await reverseProxyStack(context.projectFolder, edge, echo) });
      viewer = await world.signedIn("viewer");
    });
    after(async () => {
      await viewer?.close();
      await deployProduct(context);
      await echo.remove();
    });

    it("show a stranger who asks for a page the sign-in, which leads to Keycloak", async () => {
      const session = world.stranger();
      const page = await session.send(world.url("/prometheus/classic/graph"));
      assert.equal(page.status, 403);
      const location = new URL(locationOf(await session.send(startAddress(page))));
      assert.equal(location.origin, world.access.keycloakUrl);
      assert.equal(location.searchParams.get("code_challenge_method"), "S256");
      await session.close();
    });

    it("bring a person back to the very page, query byte for byte", async () => {
      const deepLink = world.url("/prometheus/classic/graph?g0.expr=up%7Bjob%3D~%22.%2B%22%7D%20%2B%201&x=a+b%26c");
      const session = world.stranger();
      const answer = await signIn(session, deepLink, world.credentials("viewer"));
      assert.deepEqual([answer.status, answer.url], [200, deepLink]);
      await session.close();
    });

    it("answer a stranger's program with 401, without a page and without a redirect", async () => {
      for (const path of ["/prometheus/api/v1/query?query=up", "/alertmanager/api/v2/alerts"]) {
        for (const accept of ["*/*", "text/html", "application/json"]) {
          const answer = await world.stranger().send(world.url(path), { headers: { accept } });
          assert.equal(answer.status, 401, `${path} for ${accept}`);
          assert.doesNotMatch(answer.body, /<html/i);
          assert.equal(answer.headers.location, undefined);
        }
      }
    });

    it("let the one role read, query with POST, and see Alertmanager", async () => {
      const query = {
        method: "POST",
        body: "query=up",
        headers: { "content-type": "application/x-www-form-urlencoded" },
      };
      assert.equal((await viewer.send(world.url("/prometheus/classic/graph"))).status, 200);
      const answer = await viewer.send(world.url("/prometheus/api/v1/query"), query);
      assert.equal((JSON.parse(answer.body) as { status: string }).status, "success");
      const alerts = await viewer.send(world.url("/alertmanager/api/v2/alerts"), { headers: { accept: "*/*" } });
      assert.equal(alerts.status, 200);
    });

    it("refuse a person without the role with a page that names it, and send nobody round in circles", async () => {
      const session = world.stranger();
      const refused = await signIn(session, world.url("/prometheus/classic/graph"), world.credentials("nobody"));
      assert.equal(refused.status, 403);
      assert.match(refused.body, /You need the role <code>monitoring</);
      // Whoever comes again is signed in at Keycloak, and ends on the same page without being asked anything.
      const page = await session.send(world.url("/prometheus/classic/graph"));
      const again = await session.open(startAddress(page));
      assert.equal(again.status, 403);
      assert.match(again.body, /You need the role <code>monitoring</);
      await session.close();
    });

    for (const path of lifecycleSpellings) {
      it(`keep the role from stopping or reloading Prometheus as ${path}`, async () => {
        for (const method of ["PUT", "POST"]) {
          const { status } = await viewer.send(world.url(path), { method });
          assert.ok([301, 400, 403, 404].includes(status), `${method} ${path} answered ${status}`);
        }
        assert.equal((await viewer.send(world.url("/prometheus/-/healthy"))).status, 200);
      });
    }

    it("keep everybody from the debug endpoints", async () => {
      for (const path of [
        "/prometheus/debug/pprof/cmdline",
        "/prometheus//debug/pprof/",
        "/prometheus/%64ebug/pprof/",
      ]) {
        assert.equal((await viewer.open(world.url(path))).status, 403, path);
      }
    });

    it("let a machine with the role in, and another out, by their tokens", async () => {
      const query = world.url("/prometheus/api/v1/query?query=up");
      const statusWith = async (token: string): Promise<number> =>
        (await world.stranger().send(query, { headers: { authorization: `Bearer ${token}` } })).status;
      assert.equal(await statusWith(await machineToken(world)), 200);
      const admin = keycloakAdmin(world);
      const secret = await admin.createServiceAccount(rolelessMachine);
      try {
        const roleless = await tokenOf(world, rolelessMachine, secret);
        assert.ok([401, 403].includes(await statusWith(roleless)));
        assert.ok([401, 403].includes(await statusWith("nonsense")));
      } finally {
        await admin.deleteClient(rolelessMachine);
      }
    });

    it("tell an application who signed in, and pass on neither cookie, token nor what is forged", async () => {
      const forged = {
        "x-forwarded-user": "admin",
        "x-forwarded-groups": "admins",
        "x-auth-request-user": "admin",
        x_auth_request_user: "admin",
        "x-auth-request-email": "admin@example.com",
        authorization: `Bearer ${await machineToken(world)}`,
      };
      for (const headers of [{}, forged]) {
        const { status, body } = await viewer.send(world.url("/echo/headers"), { headers });
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

    it("lead out of both sessions by one address", async () => {
      const session = await world.signedIn("viewer");
      const answer = await session.open(world.url("/logout"));
      assert.match(answer.body, /signed out/i);
      assert.match(answer.url, /\/oauth2\/sign_in\?signed_out=\/prometheus\/$/);
      assert.equal((await session.send(world.url("/prometheus/api/v1/query?query=up"))).status, 401);
      // Keycloak asks for the password again.
      const page = await session.send(world.url("/prometheus/classic/graph"));
      assert.match((await session.open(startAddress(page))).body, /kc-form-login/);
      await session.close();
    });
  });
}

/** The sandbox's stack with everything through the proxy. */
async function reverseProxyStack(projectFolder: string, edge: object, echo: EchoPod): Promise<StackConfig> {
  const text = await readFile(join(projectFolder, "Pulumi.sandbox.yaml"), "utf8");
  const { config } = parse(text) as { config: Record<string, object> };
  return {
    "monitoring-sso:edge": edge,
    "monitoring-sso:proxy": { ...config["monitoring-sso:proxy"], mode: "reverse-proxy" },
    "monitoring-sso:access": {
      profile: "single-role",
      applications: [{ ...echo.application, rules: [{ role: "monitoring" }] }],
    },
    "monitoring-sso:keycloak": {
      ...config["monitoring-sso:keycloak"],
      users: [{ username: "viewer", roles: ["monitoring"] }],
      serviceAccounts: [{ clientId: machine, roles: ["monitoring"] }],
    },
  };
}

function tokenOf(world: World, clientId: string, clientSecret: string): Promise<string> {
  return tokenFor(world.stranger(), `${world.access.keycloakUrl}/realms/${world.access.realm}`, {
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
  });
}

async function machineToken(world: World): Promise<string> {
  const { core } = kubernetes(world.access.kubeconfig);
  const { data = {} } = await core.readNamespacedSecret({ name: `service-account-${machine}`, namespace });
  return tokenOf(world, machine, Buffer.from(data["client-secret"] ?? "", "base64").toString("utf8"));
}
