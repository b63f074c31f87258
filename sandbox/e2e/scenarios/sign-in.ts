import assert from "node:assert/strict";
import { it } from "node:test";
import { callbackPath } from "../../../components/proxy-contract/endpoints.js";
import { locationOf } from "../../http/http-session.js";
import { signIn, startAddress, visit } from "../../http/sign-in.js";
import type { SandboxFixture } from "../stacks/use-sandbox.js";
import { graphPage } from "../users/requests.js";

/** Pages in a browser: sign-in, the way back, and the page for a missing role. */
export function signInScenario(sandbox: SandboxFixture): void {
  it("shows the sign-in page to an anonymous browser, and sends it on to Keycloak", async () => {
    const session = sandbox.anonymous();
    const page = await session.send(sandbox.url(graphPage));
    assert.equal(page.status, 401);
    const location = new URL(locationOf(await session.send(startAddress(page))));
    assert.equal(location.origin, sandbox.access.keycloakUrl);
    assert.equal(location.searchParams.get("code_challenge_method"), "S256");
    assert.equal(location.searchParams.get("redirect_uri"), new URL(callbackPath, page.url).href);
  });

  it("returns a user to the requested page, with every byte of its query", async () => {
    const deepLink = sandbox.url(`${graphPage}?g0.expr=up%7Bjob%3D~%22.%2B%22%7D%20%2B%201&g0.tab=1&x=a+b%26c`);
    const answer = await signIn(sandbox.anonymous(), deepLink, sandbox.credentials("viewer"));
    assert.equal(answer.status, 200);
    assert.equal(answer.url, deepLink);
  });

  it("shows a user without a role a page that names the role", async () => {
    const session = sandbox.anonymous();
    const answer = await signIn(session, sandbox.url(graphPage), sandbox.credentials("nobody"));
    assert.equal(answer.status, 403);
    assert.match(answer.body, /prometheus-viewer/);
    const alertmanager = await visit(session, sandbox.url("/alertmanager/"));
    assert.equal(alertmanager.status, 403);
    assert.match(alertmanager.body, /alertmanager-viewer/);
  });
}
