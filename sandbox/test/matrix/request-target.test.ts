import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readTarget } from "../../matrix/request-target.js";

const host = "monitoring.localhost";
const read = (target: string, method = "GET") => readTarget({ method, target, host });

describe("readTarget", () => {
  for (const [target, path] of [
    ["/prometheus/graph?x=/ping#/oauth2", "/prometheus/graph"],
    ["/oauth2/../prometheus/-/quit", "/prometheus/-/quit"],
    ["/../prometheus", "/prometheus"],
    ["/prometheus/-%2fquit", "/prometheus/-%2Fquit"],
    ["/prometheus/%2d/quit", "/prometheus/-/quit"],
  ] as const) {
    it(`reads ${target} as ${path}`, () => {
      assert.deepEqual(read(target), { host, path });
    });
  }

  it("takes the host from the absolute form, regardless of the Host header", () => {
    assert.deepEqual(read("https://other.localhost/prometheus?x"), {
      host: "other.localhost",
      path: "/prometheus",
    });
  });

  for (const target of ["prometheus", "/prometheus#/ping", "/a%zz", "/a%", "/a\u007f"]) {
    it(`rejects ${JSON.stringify(target)}`, () => {
      assert.equal(read(target), undefined);
    });
  }

  it("reads the target of CONNECT as host and path, unless it begins with a slash", () => {
    assert.deepEqual(read(`${host}/prometheus`, "CONNECT"), { host, path: "/prometheus" });
    assert.deepEqual(read("prometheus", "CONNECT"), { host: "prometheus", path: "/" });
    assert.equal(read(`https://${host}/prometheus`, "CONNECT")?.host, "https:");
    assert.deepEqual(read("/prometheus", "CONNECT"), { host, path: "/prometheus" });
  });
});
