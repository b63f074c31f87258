import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { execa } from "execa";
import { decodeJwt } from "jose";
import { runningCluster } from "../commands/running-cluster.js";
import { projectFolder } from "../commands/up-context.js";
import { keycloakAdmin, tokenFor, type KeycloakAdmin } from "./support/keycloak-admin.js";
import { machineCredentials, machineToken } from "./support/machine.js";
import { theWorld, type World } from "./support/world.js";

const clientId = "stranger-machine";

describe("a program with a token", () => {
  let world: World;
  let admin: KeycloakAdmin;
  let token: string;

  before(async () => {
    world = await theWorld();
    admin = keycloakAdmin(world);
    const secret = await admin.createServiceAccount(clientId);
    const issuer = `${world.access.keycloakUrl}/realms/${world.access.realm}`;
    token = await tokenFor(world.stranger(), issuer, {
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: secret,
    });
  });
  after(() => admin.deleteClient(clientId));

  it("of another client and without a role is refused, never with a page", async () => {
    for (const path of ["/prometheus/api/v1/query?query=up", "/alertmanager/api/v2/alerts"]) {
      const answer = await world.stranger().send(world.url(path), { headers: { authorization: `Bearer ${token}` } });
      assert.ok([401, 403].includes(answer.status), `${path} answered ${answer.status}`);
      assert.doesNotMatch(answer.body, /<html/i);
      assert.equal(answer.headers.location, undefined);
    }
  });

  it("that is no token, or not signed by the realm, is refused", async () => {
    const unsigned = [{ alg: "none" }, { iss: "https://keycloak.localhost/realms/homelab", aud: "oauth2-proxy" }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".");
    for (const bearer of ["nonsense", `${unsigned}.`, `${token.slice(0, -8)}AAAAAAAA`]) {
      const headers = { authorization: `Bearer ${bearer}` };
      const answer = await world.stranger().send(world.url("/prometheus/api/v1/query?query=up"), { headers });
      assert.ok([401, 403].includes(answer.status), `${bearer.slice(0, 12)}… got ${answer.status}`);
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
    const guide = await readFile(join(projectFolder, "docs/machines.md"), "utf8");
    const script = /```sh\n([^]*?)```/.exec(guide)?.[1];
    assert.ok(script, "docs/machines.md has a shell block");
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
