import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Expected, expectedAnswer, type MatrixEdge } from "../../matrix/oracle.js";
import type { MatrixRequest } from "../../matrix/request.js";
import { request, stackBehind } from "./stack.js";

function inWords(edge: MatrixEdge, overrides: Partial<MatrixRequest>): string {
  const expected: Expected = expectedAnswer(edge, stackBehind(edge), request(overrides));
  return expected.type === "refused" ? String(expected.status) : expected.type;
}

describe("the expected answer of an edge that matches methods", () => {
  const cases: readonly [string, Partial<MatrixRequest>][] = [
    ["passes", { identity: "viewer" }],
    ["passes", { identity: "service account" }],
    ["401", { identity: "none" }],
    ["403", { identity: "nobody" }],
    ["403", { identity: "expired" }],
    ["403", { identity: "viewer", method: "POST" }],
    ["403", { identity: "none", method: "POST" }],
    ["403", { identity: "admin", method: "get" }],
    ["403", { identity: "service account", target: "/alertmanager/" }],
    ["passes", { identity: "editor", method: "POST", target: "/alertmanager/api/v2/silences" }],
    ["403", { identity: "viewer", method: "POST", target: "/alertmanager/api/v2/silences" }],
    ["403", { identity: "admin", target: "/prometheus/x/../debug/pprof" }],
    ["400", { identity: "admin", target: "/prometheus/-%2freload" }],
    ["403", { identity: "admin", target: "/prometheus/graph;x" }],
    ["404", { identity: "admin", target: "/prometheuss/graph" }],
    ["404", { identity: "admin", target: "https://other.localhost/prometheus/graph" }],
    ["proxy", { identity: "admin", target: "/oauth2/..;/prometheus/graph" }],
    ["passes", { identity: "admin", method: "PROPFIND", target: "/echo/anything/any/x" }],
    ["501", { identity: "admin", method: "CONNECT", target: "/echo/anything/any/x" }],
  ];
  for (const edge of ["traefik", "gateway-api"] as const) {
    for (const [answer, overrides] of cases) {
      it(`is ${answer} behind ${edge} for ${JSON.stringify(overrides)}`, () => {
        assert.equal(inWords(edge, overrides), answer);
      });
    }
  }
});

describe("the expected answer of an edge with ingress-nginx annotations", () => {
  for (const [answer, overrides] of [
    ["302", { identity: "none" }],
    ["401", { identity: "none", target: "/prometheus/api/v1/query" }],
    ["403", { identity: "nobody" }],
    ["403", { identity: "none", target: "/prometheus/-/reload" }],
    ["403", { identity: "admin", target: "/echo/headers" }],
    ["403", { identity: "admin", target: "/prometheuss/graph" }],
    ["400", { identity: "admin", target: "/echo/anything%2Fany" }],
    ["404", { identity: "admin", target: "https://other.localhost/prometheus/graph" }],
    ["400", { identity: "viewer", target: "/echo/anything/any/..%2f" }],
    ["passes", { identity: "viewer", target: "/prometheus/-/reload;x" }],
    ["403", { identity: "nobody", target: "/prometheus/-/reload;x" }],
    ["403", { identity: "viewer", target: "/prometheus/-/reload/;x" }],
    ["passes", { identity: "viewer", method: "DELETE" }],
    ["passes", { identity: "admin", target: "/echo/anything/any/admin/x" }],
    ["403", { identity: "viewer", target: "/echo/anything/any/admin/x" }],
  ] satisfies [string, Partial<MatrixRequest>][]) {
    it(`is ${answer} for ${JSON.stringify(overrides)}`, () => {
      assert.equal(inWords("ingress-nginx", overrides), answer);
    });
  }
});
