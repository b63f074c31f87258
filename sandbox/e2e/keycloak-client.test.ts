import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { search } from "@jmespath-community/jmespath";
import { decodeJwt } from "jose";
import { randomBytes, createHash } from "node:crypto";
import grafana from "../../components/keycloak/grafana-role-expression.js";
import type { HttpAnswer } from "../http/http-session.js";
import { locationOf } from "../http/http-session.js";
import { keycloakAdmin } from "./support/keycloak-admin.js";
import { signIn } from "../http/sign-in.js";
import { theWorld, type Person, type World } from "./support/world.js";

describe("Keycloak", () => {
  let world: World;
  let issuer: string;

  before(async () => {
    world = await theWorld();
    issuer = `${world.access.keycloakUrl}/realms/${world.access.realm}/protocol/openid-connect`;
  });

  const authorize = (changes: Record<string, string | undefined>): Promise<HttpAnswer> => {
    const request = {
      client_id: "oauth2-proxy",
      response_type: "code",
      scope: "openid",
      redirect_uri: world.url("/oauth2/callback"),
      code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
      code_challenge_method: "S256",
      ...changes,
    };
    const given = Object.entries(request).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return world.stranger().send(`${issuer}/auth?${new URLSearchParams(given).toString()}`);
  };
  const errorOf = (answer: HttpAnswer): string | null => {
    const location = new URL(locationOf(answer));
    return location.searchParams.get("error") ?? new URLSearchParams(location.hash.slice(1)).get("error");
  };

  it("shows the sign-in for a request as the proxy makes it", async () => {
    assert.equal((await authorize({})).status, 200);
  });

  it("refuses a sign-in without PKCE, or with the plain method", async () => {
    const without = await authorize({ code_challenge: undefined, code_challenge_method: undefined });
    assert.equal(errorOf(without), "invalid_request");
    assert.equal(errorOf(await authorize({ code_challenge_method: "plain" })), "invalid_request");
  });

  for (const uri of [
    "https://monitoring.localhost/oauth2/callback/x",
    "https://monitoring.localhost/oauth2/../oauth2/callback",
    "https://monitoring.localhost.example.com/oauth2/callback",
    "http://monitoring.localhost/oauth2/callback",
    "https://monitoring.localhost/",
  ]) {
    it(`refuses to send a code to ${uri}`, async () => {
      const answer = await authorize({ redirect_uri: uri });
      assert.equal(answer.status, 400);
    });
  }

  it("refuses the implicit flow", async () => {
    const answer = await authorize({ response_type: "token", nonce: "n" });
    assert.ok(["unauthorized_client", "unsupported_response_type"].includes(errorOf(answer) ?? ""));
  });

  it("gives no token for a password, and none to the proxy's client itself", async () => {
    const secret = await keycloakAdmin(world).clientSecret("oauth2-proxy");
    const client = { client_id: "oauth2-proxy", client_secret: secret };
    for (const grant of [
      { grant_type: "password", ...world.credentials("viewer"), ...client },
      { grant_type: "client_credentials", ...client },
    ]) {
      const answer = await world.stranger().send(`${issuer}/token`, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(grant).toString(),
      });
      assert.equal(answer.status, grant.grant_type === "password" ? 400 : 401, answer.body);
      assert.match(answer.body, /unauthorized_client/);
    }
  });

  const grafanaRoleOf: Record<Person, string | false> = {
    viewer: "Viewer",
    editor: "Editor",
    admin: "Admin",
    nobody: false,
  };
  for (const [person, role] of Object.entries(grafanaRoleOf) as [Person, string | false][]) {
    it(`gives ${person} a token in which Grafana finds ${role === false ? "no role" : `the role ${role}`}`, async () => {
      const claims = await grafanaClaims(world, person, issuer);
      assert.equal(search(claims as never, grafana.grafanaRoleExpression), role);
      assert.equal(claims.aud, "grafana");
    });
  }
});

/** Signs in at Grafana's client as Grafana does, and returns the id token's claims. */
async function grafanaClaims(world: World, person: Person, issuer: string): Promise<Record<string, unknown>> {
  const verifier = randomBytes(32).toString("base64url");
  const redirectUri = world.url("/grafana/login/generic_oauth");
  const request = new URLSearchParams({
    client_id: "grafana",
    response_type: "code",
    scope: "openid profile email",
    redirect_uri: redirectUri,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  const session = world.stranger();
  // Grafana's server does not run here: the sign-in ends at an address where nobody picks up the code.
  const answer = await signIn(session, `${issuer}/auth?${request.toString()}`, world.credentials(person));
  const code = new URL(answer.url).searchParams.get("code");
  assert.ok(code, `no code in ${answer.url}`);
  const token = await session.send(`${issuer}/token`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      client_id: "grafana",
      client_secret: await keycloakAdmin(world).clientSecret("grafana"),
    }).toString(),
  });
  const { id_token: idToken } = JSON.parse(token.body) as { id_token?: string };
  assert.ok(idToken, token.body);
  return decodeJwt(idToken);
}
