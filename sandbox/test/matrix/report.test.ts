import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Case } from "../../matrix/judge.js";
import { isClean, type MatrixResult, reportOf } from "../../matrix/report.js";
import { request } from "./stack.js";

const forbidden = { status: 403, headers: {}, body: "Forbidden" };
const right: Case = { request: request({}), expected: { type: "refused", status: 403 }, received: forbidden };
const wrong: Case = {
  request: request({ identity: "none", method: "get", target: "/a'b" }),
  expected: { type: "refused", status: 401 },
  received: { status: 200, headers: {}, body: "metrics" },
};
const result = (cases: readonly Case[], planned = cases.length): MatrixResult => ({
  edge: "traefik",
  seed: 7,
  planned,
  cases,
  seconds: 2,
});

describe("the report of a matrix", () => {
  it("counts by rule and identity, and ends with totals and the seed", () => {
    const lines = reportOf(result([right, right])).split("\n");
    assert.match(lines[0] ?? "", /^\| rule .*\| none .*\| viewer .*\| service account/);
    assert.match(lines[2] ?? "", /^\| row .* 0\/2 /);
    assert.equal(lines.at(-1), "traefik: 2 requests, 0 wrong, in 2.0 s (1/s), seed 7");
  });

  it("counts by attack", () => {
    const rootless: Case = { ...right, request: request({ target: "https:prometheus/graph" }) };
    const text = reportOf(result([right, rootless]));
    assert.match(text, /^\| target without a leading slash +\| 0\/1 +\|$/m);
    assert.doesNotMatch(text, /absolute form/);
  });

  it("lists every kind of wrong answer, and a few of each", () => {
    const other: Case = { ...wrong, expected: { type: "refused", status: 400 } };
    const text = reportOf(result([...Array.from({ length: 9 }, () => wrong), other]));
    assert.match(text, /and 4 more like these/);
    assert.match(text, /expected {2}400/);
  });

  it("repeats the headers of a request, and the address of another edge", () => {
    const forged = request({ extraHeaders: [["X.Remote.User", "admin"]] });
    const address = { host: "monitoring.localhost", address: "10.244.0.9", port: 8443 };
    const text = reportOf({ ...result([{ ...wrong, request: forged }]), address });
    assert.ok(text.includes("-H 'X.Remote.User: admin' --connect-to ::10.244.0.9:8443"), text);
  });

  it("lists a wrong answer with the expected one and a command to repeat it, without the credential", () => {
    const text = reportOf(result([right, wrong]));
    assert.match(text, /0\/1 \(1 WRONG\)/);
    assert.match(text, /WRONG: THE APPLICATION ANSWERED/);
    assert.ok(text.includes(String.raw`--request 'get' --request-target '/a'\''b'`), text);
    assert.match(text, /expected {2}401\n.*got {7}200 "metrics"/);
    assert.match(text, /1 wrong/);
  });

  it("is clean only if all requests were sent and answered as expected", () => {
    assert.ok(isClean(result([right])));
    assert.ok(!isClean(result([right, wrong])));
    assert.ok(!isClean(result([right], 2)));
    assert.match(reportOf(result([right], 2)), /ENDED EARLY: 1 of 2 requests/);
  });
});
