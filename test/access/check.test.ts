import {
  type Application,
  type ApplicationArgs,
  applicationArgs,
  checkApplicationArgs,
  checkApplications,
  resolveApplication,
} from "../../components/access";
import { application } from "./application-builder";

const host = "monitoring.example.com";

/** Arguments of a valid application. */
const args = (overrides: Partial<ApplicationArgs> = {}): ApplicationArgs => ({
  ...applicationArgs(application()),
  ...overrides,
});

const shapeOf = (...applications: ApplicationArgs[]) =>
  checkApplicationArgs(applications, "access.applications").map(({ path, value }) => [path, value]);

const located = (applications: readonly Application[]) =>
  applications.map((location, index) => ({ location, key: `access.applications[${index}]` }));

const conflictsOf = (...applications: Application[]) =>
  checkApplications(located(applications)).map(({ path, value }) => [path, value]);

describe("the check of an application", () => {
  it("accepts a valid application, also at the root of its own host", () => {
    expect(shapeOf(args(), args({ name: "other", host: "tool.example.com", basePath: "" }))).toEqual([]);
  });

  it.each(["Tool", "", "-tool", "tool.x", "a".repeat(41)])("fails for the name %j", (name) => {
    expect(shapeOf(args({ name }))).toEqual([["access.applications[0].name", name]]);
  });

  it.each(["https://x.example.com", "x.example.com/", "*", "*.example.com", "x`) || Host(`y", "X.example.com", ""])(
    "fails for the host %j",
    (wrong) => {
      expect(shapeOf(args({ host: wrong }))).toEqual([["access.applications[0].host", wrong]]);
    },
  );

  it.each(["tool", "/tool/", "/", "/*", "/tool/*", "/a b", "/../a"])("fails for the base path %j", (basePath) => {
    expect(shapeOf(args({ basePath }))).toEqual([["access.applications[0].basePath", basePath]]);
  });

  it.each([
    [{ name: "Tool", port: 80 }, "name", "Tool"],
    [{ name: "tool", port: 0 }, "port", 0],
    [{ name: "tool", port: 65536 }, "port", 65536],
    [{ name: "tool", port: 80.5 }, "port", 80.5],
  ])("fails for the service %j", (service, key, value) => {
    expect(shapeOf(args({ service }))).toEqual([[`access.applications[0].service.${key}`, value]]);
  });

  it("fails without a rule, since every request would be denied", () => {
    expect(shapeOf(args({ rules: [] }))).toEqual([["access.applications[0].rules", []]]);
  });

  it("fails for empty lists inside a rule", () => {
    expect(shapeOf(args({ rules: [{ paths: [], methods: [], deny: true }] }))).toEqual([
      ["access.applications[0].rules[0].paths", []],
      ["access.applications[0].rules[0].methods", []],
    ]);
  });

  it.each(["get", "TRACE", "GET`) || Method(`POST"])("fails for the method %j", (method) => {
    expect(shapeOf(args({ rules: [{ methods: [method], deny: true }] }))).toEqual([
      ["access.applications[0].rules[0].methods[0]", method],
    ]);
  });

  it.each(["", "a,b", "a&allowed_groups=b", "role x", "-a"])("fails for the role %j", (role) => {
    expect(shapeOf(args({ rules: [{ role }] }))).toEqual([["access.applications[0].rules[0].role", role]]);
  });

  it.each([{}, { deny: false }, { role: "reader", deny: true }])("fails for the requirement %j", (rule) => {
    expect(checkApplicationArgs([args({ rules: [rule] })], "list")).toMatchObject([
      { path: "list[0].rules[0]", expected: "exactly one of role and deny" },
    ]);
  });

  it("fails for patterns that some edge would read differently", () => {
    expect(shapeOf(args({ apiPaths: ["/api.*"], rules: [{ paths: ["/x", "/(a|b)", "//*"], deny: true }] }))).toEqual([
      ["access.applications[0].apiPaths[0]", "/api.*"],
      ["access.applications[0].rules[0].paths[1]", "/(a|b)"],
      ["access.applications[0].rules[0].paths[2]", "//*"],
    ]);
  });
});

describe("the check of applications beside each other", () => {
  it("accepts applications with different locations", () => {
    expect(
      conflictsOf(
        application(),
        application({ name: "b", basePath: "/tools" }),
        application({ name: "c", host: "other.example.com" }),
      ),
    ).toEqual([]);
  });

  it.each(["/oauth2", "/oauth2/x", "/logout", "/logout/x"])(
    "fails for the base path %s, which is reserved for sign-in and sign-out",
    (basePath) => {
      expect(conflictsOf(application({ basePath }))).toEqual([["access.applications[0].basePath", basePath]]);
    },
  );

  it("fails for a reserved base path that follows from the name", () => {
    const named = resolveApplication(args({ name: "logout", host: undefined, basePath: undefined }), host);
    expect(conflictsOf(named)).toEqual([["access.applications[0].basePath", "/logout"]]);
  });

  it("fails for two applications with one name and one location, and reports both", () => {
    expect(conflictsOf(application(), application())).toEqual([
      ["access.applications[1].name", "tool"],
      ["access.applications[1].basePath", "/tool"],
    ]);
  });

  it.each([
    ["/tool", "/tool/inner"],
    ["/tool/inner", "/tool"],
    ["", "/tool"],
  ])("fails for overlapping base paths: %j and %j", (first, second) => {
    expect(conflictsOf(application({ basePath: first }), application({ name: "other", basePath: second }))).toEqual([
      ["access.applications[1].basePath", second],
    ]);
  });

  it("fails for the root of a host that serves another application, and names that application", () => {
    const root = application({ name: "other", basePath: "" });
    const expected = "a host that serves no other application; it serves tool";
    expect(checkApplications(located([application(), root]))).toEqual([
      { path: "access.applications[1].host", value: root.host, expected, fix: "choose another host" },
    ]);
    expect(conflictsOf(application({ basePath: "" }), root)).toEqual([["access.applications[1].host", root.host]]);
    expect(conflictsOf(application(), { ...root, host: "other.example.com" })).toEqual([]);
  });

  it("reports a host under the key in which the user wrote it", () => {
    const grafana = { location: { name: "grafana", host: "grafana.lan", basePath: "" } };
    const alertmanager = {
      location: application({ name: "alertmanager", host: "grafana.lan", basePath: "" }),
      hostKey: "monitoring.hosts.alertmanager",
    };
    expect(checkApplications([alertmanager], [grafana])).toMatchObject([
      { path: "monitoring.hosts.alertmanager", value: "grafana.lan" },
    ]);
  });

  it("fails for rules on reserved paths of an application at the root of a host", () => {
    const rules = [{ paths: ["/*", "/oauth2/callback", "/logout", "/oauth2x"], require: "deny" as const }];
    expect(conflictsOf(application({ basePath: "", apiPaths: ["/logout/*"], rules }))).toEqual([
      ["access.applications[0].rules[0].paths[1]", "/oauth2/callback"],
      ["access.applications[0].rules[0].paths[2]", "/logout"],
      ["access.applications[0].apiPaths[0]", "/logout/*"],
    ]);
    expect(conflictsOf(application({ apiPaths: ["/logout/*"], rules }))).toEqual([]);
  });
});

describe("the arguments of an application", () => {
  it("resolve to the application that they were made from", () => {
    const original = application({
      rules: [
        { paths: ["/x"], methods: ["GET"], require: { role: "reader" } },
        { paths: ["/*"], require: "deny" },
      ],
    });
    expect(resolveApplication(applicationArgs(original), "other.example.com")).toEqual(original);
  });
});
