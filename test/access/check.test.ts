import { checkApplications, type Application } from "../../components/access";
import { application } from "./application-builder";

const problemsOf = (...applications: Application[]) =>
  checkApplications(applications, "access.applications").map(({ path, value }) => [path, value]);

describe("checkApplications", () => {
  it("finds nothing wrong with a valid list", () => {
    expect(problemsOf(application(), application({ name: "other", basePath: "/other" }))).toEqual([]);
  });

  it("accepts an application at the root of its own host", () => {
    expect(problemsOf(application({ host: "tool.example.com", basePath: "" }))).toEqual([]);
  });

  it.each(["Tool", "", "-tool", "tool.x", "a".repeat(41)])("fails for the name %j", (name) => {
    expect(problemsOf(application({ name }))).toEqual([["access.applications[0].name", name]]);
  });

  it.each(["https://x.example.com", "x.example.com/", "*", "*.example.com", "x`) || Host(`y", "X.example.com", ""])(
    "fails for the host %j",
    (host) => {
      expect(problemsOf(application({ host }))).toEqual([["access.applications[0].host", host]]);
    },
  );

  it.each(["tool", "/tool/", "/", "/*", "/tool/*", "/a b", "/../a"])("fails for the place %j", (path) => {
    expect(problemsOf(application({ basePath: path }))).toEqual([["access.applications[0].basePath", path]]);
  });

  it.each(["/oauth2", "/oauth2/x", "/logout", "/logout/x"])(
    "fails for the place %s, where people sign in and out",
    (path) => {
      expect(problemsOf(application({ basePath: path }))).toEqual([["access.applications[0].basePath", path]]);
    },
  );

  it.each([
    [{ name: "Tool", port: 80 }, "name", "Tool"],
    [{ name: "tool", port: 0 }, "port", 0],
    [{ name: "tool", port: 65536 }, "port", 65536],
    [{ name: "tool", port: 80.5 }, "port", 80.5],
  ])("fails for the service %j", (service, key, value) => {
    expect(problemsOf(application({ service }))).toEqual([[`access.applications[0].service.${key}`, value]]);
  });

  it("fails without a rule, since nobody could ever use the application", () => {
    expect(problemsOf(application({ rules: [] }))).toEqual([["access.applications[0].rules", undefined]]);
  });

  it("fails for empty lists inside a rule", () => {
    expect(problemsOf(application({ rules: [{ paths: [], methods: [], require: "deny" }] }))).toEqual([
      ["access.applications[0].rules[0].paths", []],
      ["access.applications[0].rules[0].methods", []],
    ]);
  });

  it.each(["get", "TRACE", "GET`) || Method(`POST"])("fails for the method %j", (method) => {
    // What a program in another language, or without types, could pass.
    const methods = [method] as unknown as ["GET"];
    expect(problemsOf(application({ rules: [{ paths: ["/*"], methods, require: "deny" }] }))).toEqual([
      ["access.applications[0].rules[0].methods[0]", method],
    ]);
  });

  it.each(["", "a,b", "a&allowed_groups=b", "role x", "-a"])("fails for the role %j", (role) => {
    expect(problemsOf(application({ rules: [{ paths: ["/*"], require: { role } }] }))).toEqual([
      ["access.applications[0].rules[0].require.role", role],
    ]);
  });

  it("fails for patterns that some edge would read differently", () => {
    expect(
      problemsOf(application({ apiPaths: ["/api.*"], rules: [{ paths: ["/x", "/(a|b)", "//*"], require: "deny" }] })),
    ).toEqual([
      ["access.applications[0].rules[0].paths[1]", "/(a|b)"],
      ["access.applications[0].rules[0].paths[2]", "//*"],
      ["access.applications[0].apiPaths[0]", "/api.*"],
    ]);
  });

  it("fails for two applications with one name or in one place, and reports both", () => {
    expect(problemsOf(application(), application())).toEqual([
      ["access.applications[1].name", "tool"],
      ["access.applications[1].basePath", "/tool"],
    ]);
  });

  it.each([
    ["/tool", "/tool/inner"],
    ["/tool/inner", "/tool"],
    ["", "/tool"],
  ])("fails for a place within another: %j and %j", (first, second) => {
    expect(problemsOf(application({ basePath: first }), application({ name: "other", basePath: second }))).toEqual([
      ["access.applications[1].basePath", second],
    ]);
  });

  it("fails for the root of a host that serves something else, and says which host", () => {
    const root = application({ name: "other", basePath: "" });
    const expected = "a host that serves nothing else; tool is on it";
    expect(checkApplications([application(), root], "list")).toEqual([
      { path: "list[1].host", value: root.host, expected, fix: "choose another host" },
    ]);
    expect(problemsOf(application({ basePath: "" }), root)).toEqual([["access.applications[1].host", root.host]]);
    expect(problemsOf(application(), { ...root, host: "other.example.com" })).toEqual([]);
  });

  it("fails for paths of the sign-in's within an application at the root of a host", () => {
    const rules = [{ paths: ["/*", "/oauth2/callback", "/logout", "/oauth2x"], require: "deny" as const }];
    expect(problemsOf(application({ basePath: "", apiPaths: ["/logout/*"], rules }))).toEqual([
      ["access.applications[0].rules[0].paths[1]", "/oauth2/callback"],
      ["access.applications[0].rules[0].paths[2]", "/logout"],
      ["access.applications[0].apiPaths[0]", "/logout/*"],
    ]);
    expect(problemsOf(application({ apiPaths: ["/logout/*"], rules }))).toEqual([]);
  });

  it("accepts places that only begin alike, and one place on two hosts", () => {
    expect(
      problemsOf(
        application(),
        application({ name: "b", basePath: "/tools" }),
        application({ name: "c", host: "other.example.com" }),
      ),
    ).toEqual([]);
  });
});
