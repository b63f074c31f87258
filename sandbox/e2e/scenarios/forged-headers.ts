import assert from "node:assert/strict";
import { it } from "node:test";
import { forgedAuthentication } from "../attacks/forged-headers.js";
import type { SandboxFixture } from "../stacks/use-sandbox.js";
import { prometheusQuery } from "../users/requests.js";

/** Statuses are 401, or 400 for a target that is no valid one. */
export function forgedHeaderScenario(sandbox: SandboxFixture): void {
  it("rejects an anonymous request that forges the headers of an authenticated one", async () => {
    for (const path of [prometheusQuery, "/prometheus/api/v1/status/config#/ping"]) {
      const { status } = await sandbox.anonymous().send(sandbox.url(path), { headers: forgedAuthentication });
      assert.ok([400, 401].includes(status), `${path} answered ${status}`);
    }
  });
}
