import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ReadTarget } from "../../matrix/edges/edge-model.js";
import { edgeModels, type MatrixEdge, matrixEdges } from "../../matrix/edges/index.js";
import type { RefusalStatus } from "../../matrix/expected.js";
import { host, request } from "./stack.js";

const read = (edge: MatrixEdge, target: string, method = "GET"): ReadTarget | RefusalStatus =>
  edgeModels[edge].read(request({ target, method }));
const behindTraefik = matrixEdges.filter((edge) => edge !== "envoy-gateway");

for (const edge of behindTraefik) {
  describe(`a target as it is read behind ${edge}`, () => {
    for (const [target, path] of [
      ["/prometheus/graph?x=/ping#/oauth2", "/prometheus/graph"],
      ["/oauth2/../prometheus/-/quit", "/prometheus/-/quit"],
      ["/../prometheus", "/prometheus"],
      ["/prometheus/-%2fquit", "/prometheus/-%2Fquit"],
      ["/prometheus/%2d/quit", "/prometheus/-/quit"],
      ["https:/prometheus/-/quit", "/prometheus/-/quit"],
      ["https:", "/"],
      ["x:?y", "/"],
    ] as const) {
      it(`is the path ${path} for ${target}`, () => {
        assert.deepEqual(read(edge, target), { host, path });
      });
    }

    it("names the host in the absolute form, regardless of the Host header", () => {
      assert.deepEqual(read(edge, "https://other.localhost/prometheus?x"), {
        host: "other.localhost",
        path: "/prometheus",
      });
    });

    for (const target of [
      "prometheus",
      `https:http://${host}/prometheus`,
      "https:prometheus",
      "x:prometheus?y",
      ":/prometheus",
      "/prometheus#/ping",
      "/a%zz",
      "/a%",
      "/a\u007f",
    ]) {
      it(`is rejected: ${JSON.stringify(target)}`, () => {
        assert.equal(read(edge, target), 400);
      });
    }

    it("of CONNECT is host and path, unless it begins with a slash", () => {
      assert.deepEqual(read(edge, `${host}/prometheus`, "CONNECT"), { host, path: "/prometheus" });
      assert.deepEqual(read(edge, "prometheus", "CONNECT"), { host: "prometheus", path: "/" });
      assert.deepEqual(read(edge, `https://${host}/prometheus`, "CONNECT"), {
        host: "https:",
        path: `/${host}/prometheus`,
      });
      assert.deepEqual(read(edge, "/prometheus", "CONNECT"), { host, path: "/prometheus" });
      for (const target of ["https:prometheus/graph", "https:http://prometheus/graph"]) {
        assert.equal(read(edge, target, "CONNECT"), 400);
      }
    });
  });
}

describe("a target as Envoy reads it", () => {
  for (const [target, read_] of [
    ["/prometheus/graph?x=/ping", { host, path: "/prometheus/graph" }],
    ["/oauth2/..;/prometheus/graph", { host, path: "/prometheus/graph" }],
    ["https://other.localhost/prometheus?x", { host: "other.localhost", path: "/prometheus" }],
    ["prometheus", 400],
    ["https:/prometheus", 400],
    ["/prometheus#x", 400],
    ["/prometheus%00", 400],
    ["/prometheus%2fgraph", 307],
  ] as const) {
    it(`${target} is ${JSON.stringify(read_)}`, () => {
      assert.deepEqual(read("envoy-gateway", target), read_);
    });
  }

  it("does not matter beside a header with an underscore", () => {
    const underscored = request({ extraHeaders: [["X_Forwarded_User", "admin"]] });
    assert.equal(edgeModels["envoy-gateway"].read(underscored), 400);
    assert.deepEqual(edgeModels.traefik.read(underscored), { host, path: underscored.target });
  });
});
