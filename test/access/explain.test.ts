import fc from "fast-check";
import { decide, describeDefect, explain, normalizePath, prometheusApplication } from "../../components/access";
import { pathDefects } from "../../components/access/paths/defects";
import { spellingOf } from "../../testing/paths/spellings";
import { arbitraryApplication, arbitraryRequest } from "../edge/evaluators/arbitrary-applications";
import { application } from "./application-builder";

const prometheus = prometheusApplication("split", {
  service: { name: "prometheus", port: 9090 },
  host: "monitoring.example.com",
  basePath: "/prometheus",
});

describe("explain", () => {
  it("decides as decide does, whatever the application, the method and the spelling of the path", () => {
    const cases = arbitraryApplication({ withMethods: true, withExactPaths: true }).chain((generated) =>
      fc.tuple(fc.constant(generated), arbitraryRequest([generated])),
    );
    fc.assert(
      fc.property(cases, ([generated, { method, path }]) => {
        const { decision, reason, rule, skipped } = explain(generated, { method, path });
        expect(decision).toEqual(decide(generated, method, path));
        expect(reason === "rule").toBe(rule !== undefined);
        expect(skipped.every(({ mismatches }) => mismatches.length > 0)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it("names the rule that matches, and why the rules before it do not", () => {
    expect(explain(prometheus, { method: "POST", path: "/prometheus/-/reload" })).toEqual({
      decision: { type: "role", role: "prometheus-admin" },
      reason: "rule",
      rule: { index: 3, text: expect.stringContaining("/-/reload, /-/quit needs prometheus-admin") as string },
      skipped: [
        { index: 0, text: "prometheus: /debug/* is denied", mismatches: ["path"] },
        { index: 1, text: "prometheus: GET, HEAD, OPTIONS /* needs prometheus-viewer", mismatches: ["method"] },
        { index: 2, text: expect.stringContaining("POST /api/v1/query") as string, mismatches: ["path"] },
      ],
      comparedPath: "/-/reload",
      defects: [],
    });
  });

  it("names a rule that denies", () => {
    expect(explain(prometheus, { method: "GET", path: "/prometheus/debug/pprof/heap" })).toMatchObject({
      decision: { type: "deny" },
      reason: "rule",
      rule: { index: 0, text: "prometheus: /debug/* is denied" },
      skipped: [],
    });
  });

  it("lists every rule as skipped where none matches", () => {
    const { reason, rule, skipped } = explain(prometheus, { method: "PURGE", path: "/prometheus/graph" });
    expect([reason, rule, skipped.map(({ mismatches }) => mismatches)]).toEqual([
      "no-rule",
      undefined,
      [["path"], ["method"], ["path", "method"], ["path", "method"]],
    ]);
  });

  it("tries no rule on a path outside the application", () => {
    expect(explain(prometheus, { method: "GET", path: "/prometheusx" })).toEqual({
      decision: { type: "deny" },
      reason: "outside",
      skipped: [],
      defects: [],
    });
  });

  it("tells an exact path from the same path with a trailing slash", () => {
    const exact = application({ rules: [{ paths: ["/health"], require: { role: "tool-user" } }] });
    expect(explain(exact, { method: "GET", path: "/tool/health" }).reason).toBe("rule");
    expect(explain(exact, { method: "GET", path: "/tool/health/" }).reason).toBe("no-rule");
  });

  it("compares the normal form of a path", () => {
    expect(explain(prometheus, { method: "POST", path: "/prometheus/x/..//-/%72eload" })).toMatchObject({
      comparedPath: "/-/reload",
      rule: { index: 3 },
    });
  });

  it.each([
    ["/prometheus/-%2freload", "encoded-slash", "it contains an encoded slash or backslash"],
    ["/prometheus/-%5Creload", "encoded-slash", "it contains an encoded slash or backslash"],
    ["/prometheus/%3bx", "encoded-delimiter", "it contains an encoded `;`, `%`, `?` or `#`"],
    ["/prometheus/%2572eload", "encoded-delimiter", "it contains an encoded `;`, `%`, `?` or `#`"],
    ["/prometheus/-/reload;a=b", "semicolon", "it contains `;`, where some servers end the segment"],
    ["/prometheus/-\\reload", "backslash", "it contains `\\`, which some servers read as a slash"],
    ["/prometheus/%0a", "encoded-control", "it contains an encoded control character"],
    ["/prometheus/%zz", "malformed-escape", "it contains a `%` without two hexadecimal digits"],
    ["/prometheus/a b", "raw-character", "it contains a character that no path may contain"],
    ["prometheus", "relative", "it does not start with a slash"],
    ["/prometheus/../../x", "above-root", "its `..` segments lead above the root"],
  ] as const)("refuses %s because %s", (path, defect, text) => {
    const explained = explain(prometheus, { method: "GET", path });
    expect(explained).toEqual({
      decision: { type: "deny" },
      reason: "no-normal-form",
      skipped: [],
      defects: [defect],
    });
    expect(describeDefect(defect)).toBe(text);
  });
});

describe("pathDefects", () => {
  it("finds a reason exactly where a path has no normal form", () => {
    const paths = fc.oneof(spellingOf("/tool/api/v1/a"), fc.string({ unit: "binary-ascii" }), fc.webPath());
    fc.assert(
      fc.property(paths, (path) => {
        expect(pathDefects(path).length > 0).toBe(normalizePath(path) === undefined);
      }),
      { numRuns: 3000 },
    );
  });
});
