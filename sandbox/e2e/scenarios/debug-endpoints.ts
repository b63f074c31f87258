import assert from "node:assert/strict";
import { it } from "node:test";
import type { HttpAnswer } from "../../http/http-session.js";
import type { SandboxFixture } from "../stacks/use-sandbox.js";

/** @param request sends a request in the session of the user with the most roles */
export function debugEndpointScenario(
  sandbox: SandboxFixture,
  request: (url: string) => Promise<HttpAnswer> = (url) => sandbox.as("admin").send(url),
): void {
  it("denies the debug endpoints to every user", async () => {
    for (const path of ["/prometheus/debug/pprof/cmdline", "/prometheus//debug/pprof/", "/prometheus/%64ebug/pprof/"]) {
      assert.equal((await request(sandbox.url(path))).status, 403, path);
    }
  });
}
