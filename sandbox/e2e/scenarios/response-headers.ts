import assert from "node:assert/strict";
import { it } from "node:test";
import { callbackPath, forbiddenPagesPath, signInPath } from "../../../components/proxy-contract/endpoints.js";
import { locationOf } from "../../http/http-session.js";
import { signIn, visit } from "../../http/sign-in.js";
import type { SandboxFixture } from "../stacks/use-sandbox.js";
import { graphPage, prometheusQuery } from "../users/requests.js";
import { expectApplicationHeaders, expectPageHeaders } from "../verify/page-headers.js";

/** Headers by which browsers protect the pages of the proxy and of the applications. */
export function responseHeaderScenario(sandbox: SandboxFixture): void {
  it("serves the proxy's pages with no framing, no caching and a policy that runs only their own script", async () => {
    const nobody = sandbox.anonymous();
    const onHost = (path: string): string => new URL(path, sandbox.url("/prometheus/")).href;
    await signIn(nobody, sandbox.url(graphPage), sandbox.credentials("nobody"));
    expectPageHeaders(await sandbox.anonymous().send(onHost(signInPath)), 200);
    expectPageHeaders(await sandbox.anonymous().send(sandbox.url(graphPage)), 401);
    expectPageHeaders(await sandbox.anonymous().send(onHost(`${callbackPath}?error=x`)), 403);
    expectPageHeaders(await visit(nobody, sandbox.url("/alertmanager/")), 403);
    expectPageHeaders(await nobody.send(onHost(`${forbiddenPagesPath}/prometheus-viewer.html`)), 200);
  });

  it("serves applications for frames of their own host only", async () => {
    const viewer = sandbox.as("viewer");
    expectApplicationHeaders(await viewer.send(sandbox.url(graphPage)));
    expectApplicationHeaders(await viewer.send(sandbox.url(prometheusQuery)));
    expectApplicationHeaders(await viewer.send(sandbox.url("/alertmanager/")));
  });

  it("allows no page of another origin to read what a user may see", async () => {
    const headers = { origin: "https://evil.example", "access-control-request-method": "GET", accept: "*/*" };
    const url = sandbox.url(prometheusQuery);
    const preflight = await sandbox.anonymous().send(url, { method: "OPTIONS", headers });
    assert.equal(preflight.status, 401);
    assert.equal(preflight.headers["access-control-allow-origin"], undefined);
    // Prometheus itself allows every origin, without credentials: browsers then withhold the answer from the page.
    const answer = await sandbox.as("viewer").send(url, { headers });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers["access-control-allow-credentials"], undefined);
  });
}

export function tlsRedirectScenario(sandbox: SandboxFixture): void {
  it("redirects plain HTTP to HTTPS", async () => {
    const answer = await sandbox.anonymous().send(sandbox.url("/prometheus/").replace("https:", "http:"));
    assert.ok([301, 302, 308].includes(answer.status));
    assert.match(locationOf(answer), /^https:/);
  });
}
