import fc from "fast-check";
import { normalizePath } from "../../../components/access";
import { spellingOf } from "../../../testing/paths/spellings";

describe("normalizePath", () => {
  it.each([
    ["/", "/"],
    ["/prometheus", "/prometheus"],
    ["/prometheus/", "/prometheus/"],
    ["//prometheus///graph", "/prometheus/graph"],
    ["/prometheus/./graph", "/prometheus/graph"],
    ["/prometheus/x/../graph", "/prometheus/graph"],
    ["/prometheus/x/%2e%2E/graph", "/prometheus/graph"],
    ["/prometheus/graph/.", "/prometheus/graph/"],
    ["/prometheus/graph/..", "/prometheus/"],
    ["/prometheus/..", "/"],
    ["/%70rometheus/%7euser", "/prometheus/~user"],
    ["/a%20b/%c3%a9", "/a%20b/%C3%A9"],
  ])("reads %s as %s", (raw, normal) => {
    expect(normalizePath(raw)).toBe(normal);
  });

  it.each([
    ["", "an empty path"],
    ["*", "the asterisk form of OPTIONS"],
    ["http://other/prometheus", "the absolute form"],
    ["/..", "dots above the root"],
    ["/prometheus/../../etc", "dots above the root further on"],
    ["/prometheus/-%2freload", "an encoded slash"],
    ["/prometheus/-%2Freload", "an encoded slash in upper case"],
    ["/prometheus\\graph", "a backslash"],
    ["/prometheus%5cgraph", "an encoded backslash"],
    ["/prometheus;v=1/graph", "a matrix parameter"],
    ["/prometheus%3bv=1/graph", "an encoded matrix parameter"],
    ["/prometheus/%00", "an encoded NUL"],
    ["/prometheus/%0d%0aX:y", "encoded line ends"],
    ["/prometheus/%7f", "an encoded DEL"],
    ["/prometheus/%252e%252e", "double encoding"],
    ["/graph%23/ping", "an encoded fragment"],
    ["/graph%3fa=b", "an encoded query"],
    ["/graph#/ping", "a fragment"],
    ["/graph?a=b", "a query"],
    ["/graph%", "a cut escape"],
    ["/graph%zz", "an escape that is none"],
    ["/a b", "a space"],
  ])("refuses %j: %s", (raw) => {
    expect(normalizePath(raw)).toBeUndefined();
  });

  it("is idempotent", () => {
    const paths = fc.oneof(
      spellingOf("/prometheus/api/v1/query"),
      fc.webPath().map((path) => `/${path}`),
      fc.string({ unit: "binary" }).map((path) => `/${path}`),
    );
    fc.assert(
      fc.property(paths, (path) => {
        const normal = normalizePath(path);
        expect(normal === undefined ? undefined : normalizePath(normal)).toBe(normal);
      }),
      { numRuns: 2000 },
    );
  });

  it("leaves no empty segment, no dot segment and no escape that means an unreserved character", () => {
    fc.assert(
      fc.property(spellingOf("/alertmanager/api/v2/silences"), (path) => {
        const normal = normalizePath(path) ?? "/";
        const segments = normal.slice(1).split("/");
        expect(segments.slice(0, -1)).not.toContain("");
        expect(segments).not.toContain(".");
        expect(segments).not.toContain("..");
        expect(normal).not.toMatch(/%(?:3[0-9]|[46][1-9A-F]|[57][0-9A]|2D|2E|5F|7E)/i);
      }),
    );
  });
});
