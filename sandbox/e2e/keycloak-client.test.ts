import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { search } from "@jmespath-community/jmespath";
import { decodeJwt } from "jose";
import grafana from "../../components/keycloak/roles/grafana-role-expression.js";
import { callbackPath } from "../../components/proxy-contract/endpoints.js";
import { type HttpAnswer, locationOf } from "../http/http-session.js";
import { signIn } from "../http/sign-in.js";
import { keycloakAdmin } from "./keycloak/admin.js";
import { openIdConnectUrl } from "./keycloak/tokens.js";
import type { User } from "./stacks/running-sandbox.js";
import { useSandbox } from "./stacks/use-sandbox.js";
import { makeToken } from "./users/bearer-tokens.js";
import { grafanaTokens } from "./users/grafana-tokens.js";

/** The pair of RFC 7636, appendix B. */
const codeVerifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const codeChallenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/** The only redirect URI of each browser client. */
const callbacks = { "oauth2-proxy": callbackPath, grafana: "/grafana/login/generic_oauth" };
const postLogoutUris: Readonly<Record<string, string>> = {
  "oauth2-proxy": "https://monitoring.localhost/",
  grafana: "https://monitoring.localhost/grafana/login",
};

function foreignRedirectUris(callback: string): string[] {
  return [
    `https://monitoring.localhost${callback}/x`,
    `https://monitoring.localhost${callback}?x=y`,
    `https://monitoring.localhost${callback}#x`,
    `https://monitoring.localhost${callback}%2f..`,
    `https://monitoring.localhost/x/..${callback}`,
    `https://monitoring.localhost.example.com${callback}`,
    `https://monitoring.localhost@evil.example${callback}`,
    `https://evil.example/https://monitoring.localhost${callback}`,
    `https://monitoring.localhost:8443${callback}`,
    `https://MONITORING.localhost${callback.toUpperCase()}`,
    `http://monitoring.localhost${callback}`,
    `http://localhost${callback}`,
    "https://monitoring.localhost/",
    "https://monitoring.localhost/*",
  ];
}

describe("Keycloak", () => {
  const sandbox = useSandbox();

  const authorize = (changes: Record<string, string | undefined>): Promise<HttpAnswer> => {
    const request = {
      client_id: "oauth2-proxy",
      response_type: "code",
      scope: "openid",
      redirect_uri: sandbox.url(callbackPath),
      code_challenge: codeChallenge,
      code_challenge_method: "S256",
      ...changes,
    };
    const given = Object.entries(request).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return sandbox.anonymous().send(`${openIdConnectUrl(sandbox)}/auth?${new URLSearchParams(given).toString()}`);
  };
  const errorOf = (answer: HttpAnswer): string | null => {
    const location = new URL(locationOf(answer));
    return location.searchParams.get("error") ?? new URLSearchParams(location.hash.slice(1)).get("error");
  };

  const tokenAnswer = (grant: Record<string, string>, headers: Record<string, string> = {}): Promise<HttpAnswer> =>
    sandbox.anonymous().send(`${openIdConnectUrl(sandbox)}/token`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      body: new URLSearchParams(grant).toString(),
    });

  for (const [client, callback] of Object.entries(callbacks)) {
    const asClient = { client_id: client, redirect_uri: `https://monitoring.localhost${callback}` };

    it(`shows the sign-in form for a request of ${client}`, async () => {
      assert.equal((await authorize(asClient)).status, 200);
    });

    it(`rejects a sign-in of ${client} without PKCE, or with the plain method`, async () => {
      const without = await authorize({ ...asClient, code_challenge: undefined, code_challenge_method: undefined });
      assert.equal(errorOf(without), "invalid_request");
      assert.equal(errorOf(await authorize({ ...asClient, code_challenge_method: "plain" })), "invalid_request");
      assert.equal(errorOf(await authorize({ ...asClient, code_challenge_method: undefined })), "invalid_request");
    });

    it(`rejects every scope of ${client} that is not part of each sign-in`, async () => {
      // A session with offline access would outlive a sign-out and SSO Session Max.
      for (const scope of ["offline_access", "address", "phone", "microprofile-jwt"]) {
        assert.equal(errorOf(await authorize({ ...asClient, scope: `openid ${scope}` })), "invalid_scope", scope);
      }
      assert.equal((await authorize({ ...asClient, scope: "openid email profile" })).status, 200);
    });

    for (const uri of foreignRedirectUris(callback)) {
      it(`rejects the redirect URI ${uri} of ${client}`, async () => {
        const answer = await authorize({ ...asClient, redirect_uri: uri });
        assert.equal(answer.status, 400);
      });
    }

    it(`rejects the implicit and every hybrid flow of ${client}`, async () => {
      for (const type of [
        "token",
        "id_token",
        "id_token token",
        "code token",
        "code id_token",
        "code id_token token",
      ]) {
        const error = errorOf(await authorize({ ...asClient, response_type: type, nonce: "n" }));
        assert.ok(["unauthorized_client", "unsupported_response_type"].includes(error ?? ""), `${type}: ${error}`);
      }
    });

    it(`gives ${client} no token for a password, client credentials, another token or a device`, async () => {
      const secret = await keycloakAdmin(sandbox).clientSecret(client);
      const asItself = { client_id: client, client_secret: secret };
      const good = await makeToken(sandbox);
      const grants: Record<string, string>[] = [
        { grant_type: "password", ...sandbox.credentials("viewer") },
        { grant_type: "client_credentials" },
        { grant_type: "urn:ietf:params:oauth:grant-type:token-exchange", subject_token: good },
        { grant_type: "urn:ietf:params:oauth:grant-type:device_code", device_code: "x" },
        { grant_type: "urn:openid:params:grant-type:ciba", auth_req_id: "x" },
        { grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion: good },
      ];
      for (const grant of grants) {
        const { status, body } = await tokenAnswer({ ...asItself, ...grant });
        assert.ok([400, 401, 403].includes(status), `${grant.grant_type} got ${status}: ${body}`);
        assert.doesNotMatch(body, /access_token/);
      }
      const device = await sandbox.anonymous().send(`${openIdConnectUrl(sandbox)}/auth/device`, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
        body: new URLSearchParams(asItself).toString(),
      });
      assert.ok([400, 401].includes(device.status), device.body);
    });

    it(`redirects no sign-out to an address that ${client} does not have`, async () => {
      const signOut = (uri: string): Promise<HttpAnswer> => {
        const query = new URLSearchParams({ client_id: client, post_logout_redirect_uri: uri });
        return sandbox.anonymous().send(`${openIdConnectUrl(sandbox)}/logout?${query.toString()}`);
      };
      for (const uri of [
        "https://evil.example/",
        "https://monitoring.localhost.evil.example/",
        "http://monitoring.localhost/",
      ]) {
        const answer = await signOut(uri);
        assert.equal(answer.status, 400, uri);
        assert.equal(answer.headers.location, undefined);
      }
      assert.notEqual((await signOut(postLogoutUris[client] ?? "")).status, 400);
    });

    it(`allows no page of another origin to read a token of ${client}`, async () => {
      const secret = await keycloakAdmin(sandbox).clientSecret(client);
      const grant = { grant_type: "refresh_token", refresh_token: "x", client_id: client, client_secret: secret };
      // Not the preflight: Keycloak (26.7.3) allows it to every origin, since it does not know the client yet.
      const answer = await tokenAnswer(grant, { origin: "https://evil.example" });
      assert.equal(answer.status, 403, answer.body);
      assert.equal(answer.headers["access-control-allow-origin"], undefined);
    });
  }

  it("accepts a code once, from the client that began the sign-in", async () => {
    const secret = await keycloakAdmin(sandbox).clientSecret("grafana");
    const session = sandbox.anonymous();
    const redirectUri = sandbox.url(callbacks.grafana);
    const query = new URLSearchParams({
      ...{ client_id: "grafana", response_type: "code", scope: "openid", redirect_uri: redirectUri },
      ...{ code_challenge: codeChallenge, code_challenge_method: "S256" },
    });
    const answer = await signIn(
      session,
      `${openIdConnectUrl(sandbox)}/auth?${query.toString()}`,
      sandbox.credentials("viewer"),
    );
    const code = new URL(answer.url).searchParams.get("code") ?? "";
    const client = { client_id: "grafana", client_secret: secret };
    const grant = { grant_type: "authorization_code", code, redirect_uri: redirectUri, ...client };
    const stolen = await tokenAnswer({ ...grant, code_verifier: "a".repeat(43) });
    assert.equal(stolen.status, 400);
    assert.match(stolen.body, /invalid_grant/);
    // The failed attempt has used up the code.
    assert.equal((await tokenAnswer({ ...grant, code_verifier: codeVerifier })).status, 400);
  });

  const grafanaRoleOf: Record<User, string | false> = {
    viewer: "Viewer",
    editor: "Editor",
    admin: "Admin",
    nobody: false,
  };
  for (const [user, role] of Object.entries(grafanaRoleOf) as [User, string | false][]) {
    it(`gives ${user} a token in which Grafana finds ${role === false ? "no role" : `the role ${role}`}`, async () => {
      const session = sandbox.anonymous();
      const visit = (address: string) => signIn(session, address, sandbox.credentials(user));
      const claims = decodeJwt((await grafanaTokens(sandbox, session, visit)).id_token);
      assert.equal(search(claims as never, grafana.grafanaRoleExpression), role);
      assert.equal(claims.aud, "grafana");
    });
  }
});
