import fc from "fast-check";
import { type Application, decide, httpMethods, normalizePath } from "../../components/access";
import { spellingOf } from "../../testing/paths/spellings";
import { application } from "./application-builder";

const role = (name: string) => ({ type: "role", role: name });
const deny = { type: "deny" };

describe("decide", () => {
  const ruled = application({
    rules: [
      { paths: ["/debug/*"], require: "deny" },
      { paths: ["/*"], methods: ["GET"], require: { role: "reader" } },
      { paths: ["/items"], methods: ["POST"], require: { role: "writer" } },
      { paths: ["/items", "/other"], methods: ["POST", "PUT"], require: { role: "admin" } },
    ],
  });

  it.each([
    ["GET", "/tool", role("reader")],
    ["GET", "/tool/", role("reader")],
    ["GET", "/tool/anything/at/all", role("reader")],
    ["POST", "/tool/items", role("writer")],
    ["PUT", "/tool/items", role("admin")],
    ["POST", "/tool/other", role("admin")],
  ])("asks for a role: %s %s", (method, path, expected) => {
    expect(decide(ruled, method, path)).toEqual(expected);
  });

  it.each([
    ["GET", "/tool/debug", "an explicit denial comes first"],
    ["GET", "/tool/debug/pprof/heap", "and covers what lies below"],
    ["DELETE", "/tool/items", "a method that no rule names"],
    ["get", "/tool", "methods are case sensitive"],
    ["POST", "/tool/items/1", "an exact path has nothing below it"],
    ["GET", "/tools", "another application's place that begins alike"],
    ["GET", "/", "a path outside the application"],
    ["GET", "/tool/../other", "a path that leads outside"],
    ["GET", "/tool/a%2fb", "a path without a normal form"],
    ["OPTIONS", "*", "the asterisk form"],
  ])("denies %s %s: %s", (method, path) => {
    expect(decide(ruled, method, path)).toEqual(deny);
  });

  it("serves an application at the root of its own host", () => {
    const atRoot: Application = { ...ruled, basePath: "" };
    expect(decide(atRoot, "GET", "/")).toEqual(role("reader"));
    expect(decide(atRoot, "GET", "/debug")).toEqual(deny);
  });

  it("denies every request when no rule matches, whatever the path and method", () => {
    const silent = application({ rules: [{ paths: ["/only"], require: { role: "r" } }] });
    fc.assert(
      fc.property(fc.constantFrom(...httpMethods), fc.webPath(), (method, path) => {
        fc.pre(normalizePath(`/tool/${path}`) !== "/tool/only");
        expect(decide(silent, method, `/tool/${path}`)).toEqual(deny);
      }),
    );
  });

  it("grants no spelling of a path more than its normal form", () => {
    const requests = fc.record({
      method: fc.constantFrom(...httpMethods, "TRACE", "get", "PROPFIND"),
      path: fc.constantFrom("/tool", "/tool/items", "/tool/debug/pprof", "/tool/other").chain(spellingOf),
    });
    fc.assert(
      fc.property(requests, ({ method, path }) => {
        const normal = normalizePath(path);
        expect(decide(ruled, method, path)).toEqual(normal === undefined ? deny : decide(ruled, method, normal));
      }),
      { numRuns: 2000 },
    );
  });
});
