import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { before, describe, it } from "node:test";
import { execa } from "execa";
import { decodeJwt } from "jose";
import { runningCluster } from "../commands/running-cluster.js";
import { projectFolder } from "../commands/up-context.js";
import type { HttpAnswer } from "../http/http-session.js";
import { tokenFor } from "./keycloak/admin.js";
import { theWorld, type World } from "./stacks/world.js";
import { faultyTokens, makeToken, type TokenFault, tokenFaults } from "./users/bearer-tokens.js";
import { machineCredentials, machineToken } from "./users/service-account.js";

/** Read with the role of a viewer of Prometheus, and with none that the makers below give. */
const opened = "/prometheus/api/v1/query?query=up";
const closed = "/alertmanager/api/v2/alerts";

describe("a program with a token", () => {
  let world: World;
  let faulty: Readonly<Record<TokenFault, string>>;

  before(async () => {
    world = await theWorld();
    faulty = await faultyTokens(world);
  });

  const send = (path: string, bearer: string, method = "GET"): Promise<HttpAnswer> => {
    // As a browser would ask for a page: still no sign-in, which a program can do nothing with.
    const headers = { authorization: `Bearer ${bearer}`, accept: "text/html,*/*" };
    return world.stranger().send(world.url(path), { method, headers });
  };

  it("that is right in everything is let in, so that each of the following has one thing wrong", async () => {
    const good = await makeToken(world);
    assert.equal((await send(opened, good)).status, 200);
    assert.equal((await send(closed, good)).status, 403);
  });

  for (const fault of tokenFaults) {
    it(`that is ${fault} is refused, never with a page or a redirect`, async () => {
      for (const path of [opened, closed, "/prometheus/-/reload", "/alertmanager/api/v2/silences"]) {
        const method = path === opened || path === closed ? "GET" : "POST";
        const answer = await send(path, faulty[fault], method);
        assert.equal(answer.status, 403, path);
        assert.doesNotMatch(answer.body, /<html/i);
        assert.equal(answer.headers.location, undefined);
        assert.equal(answer.headers["set-cookie"], undefined);
      }
    });
  }

  it("opens nothing with a token anywhere but in its header", async () => {
    const good = await makeToken(world);
    const attempts: { path: string; headers: Record<string, string> }[] = [
      { path: `${opened}&access_token=${good}`, headers: {} },
      { path: opened, headers: { "x-forwarded-access-token": good } },
      { path: opened, headers: { "x-auth-request-access-token": good } },
      { path: opened, headers: { cookie: `access_token=${good}` } },
    ];
    for (const { path, headers } of attempts) {
      assert.equal((await world.stranger().send(world.url(path), { headers })).status, 401, JSON.stringify(headers));
    }
  });
});

describe("a machine of the stack", () => {
  let world: World;
  let credentials: Readonly<Record<string, string>>;
  let token: string;

  before(async () => {
    world = await theWorld();
    credentials = await machineCredentials("ci", world);
    token = await machineToken("ci", world);
  });

  const statusWithToken = async (path: string, method = "GET"): Promise<number> => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await world.stranger().send(world.url(path), { method, headers });
    return answer.status;
  };

  it("queries Prometheus the way the documentation says", async () => {
    const { kubectl } = await runningCluster();
    const guide = await readFile(join(projectFolder, "docs/guides/service-accounts.md"), "utf8");
    const script = /```sh\n([^]*?)```/.exec(guide)?.[1];
    assert.ok(script, "docs/guides/service-accounts.md has a shell block");
    const { stdout } = await execa("sh", ["-eu", "-c", script], {
      env: {
        PATH: [dirname(kubectl), process.env["PATH"]].join(delimiter),
        KUBECONFIG: world.access.kubeconfig,
        CURL_CA_BUNDLE: world.access.caFile,
        MONITORING_URL: world.access.monitoringUrl,
      },
    });
    assert.equal((JSON.parse(stdout) as { status: string }).status, "success");
  });

  it("may read Prometheus, and nothing that its role does not open", async () => {
    assert.equal(await statusWithToken("/prometheus/api/v1/query?query=up"), 200);
    assert.equal(await statusWithToken("/prometheus/api/v1/query?query=up", "POST"), 200);
    assert.equal(await statusWithToken("/prometheus/-/reload", "POST"), 403);
    assert.equal(await statusWithToken("/alertmanager/api/v2/alerts"), 403);
  });

  it("carries its roles at the proxy and the proxy as audience, and no other client's roles", () => {
    const { aud, resource_access: access } = decodeJwt(token);
    assert.ok([aud].flat().includes("oauth2-proxy"), `audience ${JSON.stringify(aud)}`);
    assert.deepEqual(access, { "oauth2-proxy": { roles: ["prometheus-viewer"] } });
  });

  it("cannot be signed in to with a browser, nor with a password", async () => {
    const issuer = `${world.access.keycloakUrl}/realms/${world.access.realm}`;
    const authorize = `${issuer}/protocol/openid-connect/auth?client_id=ci&response_type=code&scope=openid`;
    const redirect = encodeURIComponent(world.url("/oauth2/callback"));
    const page = await world.stranger().send(`${authorize}&redirect_uri=${redirect}`);
    assert.equal(page.status, 400);
    const grant = {
      grant_type: "password",
      client_id: "ci",
      client_secret: credentials["client-secret"] ?? "",
      ...world.credentials("viewer"),
    };
    await assert.rejects(tokenFor(world.stranger(), issuer, grant), /unauthorized_client/);
  });
});
