import assert from "node:assert/strict";
import { it } from "node:test";
import { logoutPath } from "../../../components/proxy-contract/endpoints.js";
import { signIn } from "../../http/sign-in.js";
import type { SandboxFixture } from "../stacks/use-sandbox.js";
import { graphPage, prometheusQuery } from "../users/requests.js";

export function signOutScenario(sandbox: SandboxFixture): void {
  it("ends the sessions of proxy and Keycloak at one address", async () => {
    const session = sandbox.anonymous();
    await signIn(session, sandbox.url(graphPage), sandbox.credentials("viewer"));
    const answer = await session.open(sandbox.url(logoutPath));
    assert.match(answer.body, /signed out/i);
    assert.equal((await session.send(sandbox.url(prometheusQuery))).status, 401);
  });
}
