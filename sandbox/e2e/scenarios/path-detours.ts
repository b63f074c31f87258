import assert from "node:assert/strict";
import { it } from "node:test";
import { detours } from "../attacks/path-spellings.js";
import type { SandboxFixture } from "../stacks/use-sandbox.js";
import { json } from "../users/requests.js";

/** Paths that begin at a public endpoint and resolve to a protected one. */
export function pathDetourScenario(sandbox: SandboxFixture): void {
  it("leads no anonymous client from a public path to a protected one", async () => {
    for (const path of detours) {
      const { body } = await sandbox.anonymous().send(sandbox.url(path), { headers: json });
      // Whatever the public endpoint answers, it is nothing that Prometheus said.
      assert.doesNotMatch(body, /"status":"success"|resultType/, path);
    }
  });
}
