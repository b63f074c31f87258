import fc from "fast-check";
import { isPathPattern, matchesPath, parsePathPattern } from "../../../components/access";

describe("isPathPattern", () => {
  it.each(["/*", "/", "/api/*", "/api/v1/query", "/-/reload", "/api/", "/a.b_c~d-e"])("accepts %s", (pattern) => {
    expect(isPathPattern(pattern)).toBe(true);
  });

  it.each([
    "",
    "*",
    "api/*",
    "/api*",
    "/api/*/query",
    "/api/.*",
    "/api/(a|b)",
    "/api/%2f",
    "/a b",
    "/a/../b",
    "/./a",
    "/a//b",
    "//*",
    "/api//*",
    "/a`) || Path(`/",
  ])("rejects %j", (pattern) => {
    expect(isPathPattern(pattern)).toBe(false);
  });
});

describe("parsePathPattern", () => {
  it("takes the star off", () => {
    expect(parsePathPattern("/api/*")).toEqual({ path: "/api", withDescendants: true });
    expect(parsePathPattern("/*")).toEqual({ path: "", withDescendants: true });
    expect(parsePathPattern("/api")).toEqual({ path: "/api", withDescendants: false });
  });
});

describe("matchesPath", () => {
  it.each([
    ["/*", ""],
    ["/*", "/"],
    ["/*", "/anything/below"],
    ["/api/*", "/api"],
    ["/api/*", "/api/"],
    ["/api/*", "/api/v1"],
    ["/api", "/api"],
    ["/", "/"],
  ])("%s matches %j", (pattern, path) => {
    expect(matchesPath(pattern, path)).toBe(true);
  });

  it.each([
    ["/api/*", "/apis"],
    ["/api/*", "/"],
    ["/api/*", "/v1/api"],
    ["/api", "/api/"],
    ["/api", "/api/v1"],
    ["/api", "/API"],
    ["/", ""],
  ])("%s does not match %j", (pattern, path) => {
    expect(matchesPath(pattern, path)).toBe(false);
  });

  it("matches everything below a path, whatever it is called", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z0-9-]{1,8}$/)), (segments) => {
        expect(matchesPath("/api/*", ["/api", ...segments].join("/"))).toBe(true);
      }),
    );
  });
});
