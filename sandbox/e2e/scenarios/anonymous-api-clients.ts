import assert from "node:assert/strict";
import { it } from "node:test";
import type { SandboxFixture } from "../stacks/use-sandbox.js";
import { alertsPath, prometheusQuery } from "../users/requests.js";

const xhr = { accept: "application/json", "x-requested-with": "XMLHttpRequest" };

/** API clients without a session or token, which could do nothing with a sign-in page. */
export function anonymousApiClientScenario(sandbox: SandboxFixture): void {
  for (const path of [prometheusQuery, alertsPath]) {
    it(`answers an anonymous API client at ${path} with 401 and no redirect`, async () => {
      for (const headers of [xhr, { accept: "*/*" }, { accept: "text/html" }]) {
        const answer = await sandbox.anonymous().send(sandbox.url(path), { headers });
        assert.equal(answer.status, 401, JSON.stringify(headers));
        assert.equal(answer.headers.location, undefined);
      }
    });
  }
}
