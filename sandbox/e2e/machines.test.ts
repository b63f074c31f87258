import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { keycloakAdmin, tokenFor, type KeycloakAdmin } from "./support/keycloak-admin.js";
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
