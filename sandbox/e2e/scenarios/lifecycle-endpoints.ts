import assert from "node:assert/strict";
import { it } from "node:test";
import { lifecycleSpellings } from "../attacks/path-spellings.js";
import type { SandboxFixture } from "../stacks/use-sandbox.js";
import { json } from "../users/requests.js";

export interface LifecycleOptions {
  /** @default ["PUT", "POST", "DELETE", "PATCH"] */
  readonly methods?: readonly string[];
  /**
   * Statuses by which this edge refuses a request.
   * @default [400, 403, 404]
   */
  readonly refusals?: readonly number[];
}

/** A viewer tries every spelling of the endpoints that stop and reload Prometheus. */
export function lifecycleSpellingScenario(sandbox: SandboxFixture, options: LifecycleOptions = {}): void {
  const { methods = ["PUT", "POST", "DELETE", "PATCH"], refusals = [400, 403, 404] } = options;
  for (const path of lifecycleSpellings) {
    it(`keeps a viewer from stopping or reloading Prometheus with ${path}`, async () => {
      for (const method of methods) {
        const { status } = await sandbox.as("viewer").send(sandbox.url(path), { method });
        assert.ok(refusals.includes(status), `${method} ${path} answered ${status}`);
      }
      assert.equal((await sandbox.as("viewer").send(sandbox.url("/prometheus/-/healthy"))).status, 200);
    });
  }
}

/** An admin may call them: Prometheus itself must have them switched off. */
export function adminApiScenario(sandbox: SandboxFixture): void {
  it("protects no lifecycle or admin API: Prometheus has both disabled, even for an admin", async () => {
    for (const path of ["/prometheus/-/quit", "/prometheus/-/reload", "/prometheus/api/v1/admin/tsdb/snapshot"]) {
      const { status, body } = await sandbox.as("admin").send(sandbox.url(path), { method: "POST", headers: json });
      assert.ok(status >= 400, `${path} answered ${status}`);
      assert.match(body, /admin APIs disabled|Lifecycle API is not enabled/);
    }
    assert.equal((await sandbox.as("admin").send(sandbox.url("/prometheus/-/healthy"))).status, 200);
  });
}
