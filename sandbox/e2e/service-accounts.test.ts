import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { before, describe, it } from "node:test";
import { execa } from "execa";
import { decodeJwt } from "jose";
import { callbackPath } from "../../components/proxy-contract/endpoints.js";
import { runningCluster } from "../commands/running-cluster.js";
import { projectFolder } from "../commands/up-context.js";
import type { HttpAnswer } from "../http/http-session.js";
import { issuerOf, openIdConnectUrl, tokenFor } from "./keycloak/tokens.js";
import { useSandbox } from "./stacks/use-sandbox.js";
import {
  faultyTokens,
  makeToken,
  type TokenFault,
  tokenFaults,
  userTokensOfOtherApplication,
} from "./users/bearer-tokens.js";
import { alertsPath, prometheusQuery } from "./users/requests.js";
import { serviceAccountCredentials, serviceAccountToken } from "./users/service-account.js";

/** The role `prometheus-viewer` of the tokens below allows the former, and does not allow the latter. */
const allowed = prometheusQuery;
const denied = alertsPath;

describe("an API client with a bearer token", () => {
  const sandbox = useSandbox();
  let faulty: Readonly<Record<TokenFault, string>>;

  before(async () => {
    faulty = await faultyTokens(sandbox);
  });

  const send = (path: string, bearer: string, method = "GET"): Promise<HttpAnswer> => {
    // As a browser requests a page: an API client with a token gets no sign-in page even then.
    const headers = { authorization: `Bearer ${bearer}`, accept: "text/html,*/*" };
    return sandbox.anonymous().send(sandbox.url(path), { method, headers });
  };

  it("is admitted with a valid token, of which each of the following differs in one thing", async () => {
    // The second token comes from another client, whose mapper names the service account: Keycloak signs that too. It shows
    // that the tokens below, made in the same way, are rejected for their faults.
    for (const good of [await serviceAccountToken(sandbox, "ci"), await makeToken(sandbox)]) {
      assert.equal((await send(allowed, good)).status, 200);
      assert.equal((await send(denied, good)).status, 403);
    }
  });

  it("is rejected with every token of a user that another application of the realm has got", async () => {
    const tokens = await userTokensOfOtherApplication(sandbox, "admin");
    for (const token of [tokens.access, tokens.renewed]) {
      const { aud, resource_access: access } = decodeJwt(token) as { aud: string | string[]; resource_access: object };
      assert.ok([aud].flat().includes("oauth2-proxy"), `audience ${JSON.stringify(aud)}`);
      assert.ok("oauth2-proxy" in access, `roles of ${Object.keys(access).join(", ")}`);
    }
    assert.deepEqual([decodeJwt(tokens.refresh).typ, decodeJwt(tokens.offline).typ], ["Refresh", "Offline"]);
    for (const [name, token] of Object.entries<string>({ ...tokens })) {
      for (const path of [allowed, denied]) {
        assert.equal((await send(path, token)).status, 403, `${name}: ${path}`);
      }
    }
  });

  for (const fault of tokenFaults) {
    it(`is rejected with a token that is ${fault}, never with a page or a redirect`, async () => {
      for (const path of [allowed, denied, "/prometheus/-/reload", "/alertmanager/api/v2/silences"]) {
        const method = path === allowed || path === denied ? "GET" : "POST";
        const answer = await send(path, faulty[fault], method);
        assert.equal(answer.status, 403, path);
        assert.doesNotMatch(answer.body, /<html/i);
        assert.equal(answer.headers.location, undefined);
        assert.equal(answer.headers["set-cookie"], undefined);
      }
    });
  }

  it("is rejected with a valid token anywhere but in the Authorization header", async () => {
    const good = await serviceAccountToken(sandbox, "ci");
    const attempts: { path: string; headers: Record<string, string> }[] = [
      { path: `${allowed}&access_token=${good}`, headers: {} },
      { path: allowed, headers: { "x-forwarded-access-token": good } },
      { path: allowed, headers: { "x-auth-request-access-token": good } },
      { path: allowed, headers: { cookie: `access_token=${good}` } },
    ];
    for (const { path, headers } of attempts) {
      assert.equal(
        (await sandbox.anonymous().send(sandbox.url(path), { headers })).status,
        401,
        JSON.stringify(headers),
      );
    }
  });
});

describe("a service account of the stack", () => {
  const sandbox = useSandbox();
  let credentials: Readonly<Record<string, string>>;
  let token: string;

  before(async () => {
    credentials = await serviceAccountCredentials(sandbox, "ci");
    token = await serviceAccountToken(sandbox, "ci");
  });

  const statusWithToken = async (path: string, method = "GET"): Promise<number> => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await sandbox.anonymous().send(sandbox.url(path), { method, headers });
    return answer.status;
  };

  it("queries Prometheus as the documentation shows", async () => {
    const { kubectl } = await runningCluster();
    const guide = await readFile(join(projectFolder, "docs/guides/service-accounts.md"), "utf8");
    const script = /```sh\n([^]*?)```/.exec(guide)?.[1];
    assert.ok(script, "docs/guides/service-accounts.md has a shell block");
    const { stdout } = await execa("sh", ["-eu", "-c", script], {
      env: {
        PATH: [dirname(kubectl), process.env["PATH"]].join(delimiter),
        KUBECONFIG: sandbox.access.kubeconfig,
        CURL_CA_BUNDLE: sandbox.access.caFile,
        MONITORING_URL: sandbox.access.monitoringUrl,
      },
    });
    assert.equal((JSON.parse(stdout) as { status: string }).status, "success");
  });

  it("may read Prometheus, and nothing that its role does not allow", async () => {
    assert.equal(await statusWithToken(prometheusQuery), 200);
    assert.equal(await statusWithToken(prometheusQuery, "POST"), 200);
    assert.equal(await statusWithToken("/prometheus/-/reload", "POST"), 403);
    assert.equal(await statusWithToken(alertsPath), 403);
  });

  it("has a token with the proxy as audience and with its roles at the proxy, and no roles of other clients", () => {
    const { aud, resource_access: access } = decodeJwt(token);
    assert.ok([aud].flat().includes("oauth2-proxy"), `audience ${JSON.stringify(aud)}`);
    assert.deepEqual(access, { "oauth2-proxy": { roles: ["prometheus-viewer"] } });
  });

  it("gets no token that outlives its session", async () => {
    const grant = {
      grant_type: "client_credentials",
      client_id: "ci",
      client_secret: credentials["client-secret"] ?? "",
      scope: "openid offline_access",
    };
    await assert.rejects(tokenFor(sandbox.anonymous(), issuerOf(sandbox), grant), /invalid_scope/);
  });

  it("cannot sign in with a browser or with a password", async () => {
    const authorize = `${openIdConnectUrl(sandbox)}/auth?client_id=ci&response_type=code&scope=openid`;
    const redirect = encodeURIComponent(sandbox.url(callbackPath));
    const page = await sandbox.anonymous().send(`${authorize}&redirect_uri=${redirect}`);
    assert.equal(page.status, 400);
    const grant = {
      grant_type: "password",
      client_id: "ci",
      client_secret: credentials["client-secret"] ?? "",
      ...sandbox.credentials("viewer"),
    };
    await assert.rejects(tokenFor(sandbox.anonymous(), issuerOf(sandbox), grant), /unauthorized_client/);
  });
});
