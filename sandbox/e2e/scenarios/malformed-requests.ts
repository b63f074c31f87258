import { it } from "node:test";
import { http1Oddities } from "../attacks/http1-malformed-requests.js";
import { http2Oddities } from "../attacks/http2-malformed-requests.js";
import type { SandboxFixture } from "../stacks/use-sandbox.js";
import { expectSameDecision } from "../verify/same-decision.js";

/** Requests that parsers read differently: request smuggling, doubled hosts, headers that claim something. */
export function malformedRequestScenario(sandbox: SandboxFixture): void {
  for (const [family, members] of Object.entries({ ...http1Oddities, ...http2Oddities })) {
    it(`makes the same decision about requests ${family}`, async () => {
      await expectSameDecision(sandbox, sandbox.as("viewer"), members);
    });
  }
}
