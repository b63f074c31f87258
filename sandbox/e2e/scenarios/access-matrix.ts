import assert from "node:assert/strict";
import { it } from "node:test";
import { isClean, reportOf } from "../../matrix/report.js";
import { askEdge, type DeployedEdge } from "../matrix/ask-edge.js";

/** A part of the access matrix that is the same in each run; `npm run sandbox -- matrix` asks more, and varies it. */
/** @param deployed called in the test: where an edge serves may be known only after the hooks */
export function accessMatrixScenario(deployed: () => DeployedEdge): void {
  it("answers every rule, method, spelling and identity as the access rules decide", async () => {
    const result = await askEdge(deployed(), { seed: 1, requests: 600, limitSeconds: 120 });
    assert.ok(isClean(result), reportOf(result));
  });
}
