import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type MatrixEdge, matrixEdges } from "../../matrix/edges/index.js";
import type { Expected } from "../../matrix/expected.js";
import { expectedAnswer } from "../../matrix/oracle.js";
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

describe("the expected answer of Envoy Gateway", () => {
  for (const [answer, overrides] of [
    ["passes", { identity: "viewer" }],
    ["401", { identity: "none" }],
    ["403", { identity: "nobody" }],
    ["403", { identity: "viewer", method: "POST" }],
    ["400", { identity: "viewer", method: "QUERY" }],
    ["403", { identity: "viewer", target: "/prometheus/graph;x" }],
    ["307", { identity: "admin", target: "/prometheus/-%2freload" }],
    ["passes", { identity: "viewer", target: "/oauth2/..;/prometheus/graph" }],
    ["404", { identity: "admin", target: "/prometheuss/graph" }],
    ["404", { identity: "admin", method: "OPTIONS", target: "*/prometheus" }],
    ["400", { identity: "viewer", extraHeaders: [["X-Forwarded_User", "admin"]] }],
  ] satisfies [string, Partial<MatrixRequest>][]) {
    it(`is ${answer} for ${JSON.stringify(overrides)}`, () => {
      assert.equal(inWords("envoy-gateway", overrides), answer);
    });
  }
});

describe("the expected answer in the mode reverse-proxy", () => {
  const cases: readonly [string, Partial<MatrixRequest>][] = [
    ["passes", { identity: "viewer" }],
    ["passes", { identity: "viewer", method: "DELETE" }],
    ["passes", { identity: "viewer", target: "/prometheus/a%20b" }],
    ["403", { identity: "viewer", target: "/prometheus/%C3%A9" }],
    ["403", { identity: "viewer", target: "/prometheus/graph;x" }],
    ["403", { identity: "viewer", target: "/prometheus/-/reload" }],
    ["400", { identity: "viewer", target: "/prometheus/-%2freload" }],
    // A user without the role has no session.
    ["403", { identity: "nobody" }],
    ["401", { identity: "nobody", accept: "application/json" }],
    ["401", { identity: "none", target: "/prometheus/api/v1/query" }],
    ["401", { identity: "none", target: "/prometheus/api/v1/admin" }],
    ["403", { identity: "none", target: "/prometheus/-/reload" }],
    ["403", { identity: "expired", accept: "application/json" }],
    ["501", { identity: "none", method: "CONNECT" }],
    ["404", { identity: "viewer", target: "https://other.localhost/prometheus/graph" }],
  ];
  for (const edge of ["reverse-proxy", "reverse-proxy-ingress"] as const) {
    for (const [answer, overrides] of cases) {
      it(`is ${answer} behind ${edge} for ${JSON.stringify(overrides)}`, () => {
        assert.equal(inWords(edge, overrides), answer);
      });
    }
  }

  it("outside of every application is that of the edge", () => {
    assert.equal(inWords("reverse-proxy", { target: "/other" }), "404");
    assert.equal(inWords("reverse-proxy-ingress", { target: "/other" }), "403");
  });
});

describe("the expected answer to an Authorization header that must not count", () => {
  const added = "token of another client with every role";
  const firstCounts = matrixEdges.filter((edge) => edge !== "envoy-gateway");

  for (const edge of matrixEdges) {
    it(`is 403 behind ${edge} with a user's cookie, without one, and before the token of a service account`, () => {
      for (const identity of ["viewer", "admin", "none", "expired"] as const) {
        for (const at of ["before", "after"] as const) {
          assert.equal(inWords(edge, { identity, authorization: { added, at } }), "403", `${identity} ${at}`);
        }
      }
      assert.equal(inWords(edge, { identity: "service account", authorization: { added, at: "before" } }), "403");
    });
  }

  it("is that of the first header, except behind Envoy, which joins both", () => {
    const second: Partial<MatrixRequest> = { identity: "service account", authorization: { added, at: "after" } };
    assert.equal(inWords("envoy-gateway", second), "403");
    for (const edge of firstCounts) {
      assert.equal(inWords(edge, second), "passes", edge);
    }
  });
});
