import type { Application } from "../../../components/access";
import { methodRegions, type Outcome } from "../../../components/edge/model/outcomes";
import { application } from "../../access/application-builder";

function linesOf(overrides: Partial<Application>): string[] {
  return methodRegions(application({ apiPaths: [], ...overrides })).map(
    ({ path, withDescendants, named, others }) =>
      `${path}${withDescendants ? "/*" : ""} ${[...named].map(([method, outcome]) => `${method}: ${word(outcome)}, `).join("")}others: ${word(others)}`,
  );
}

function word(outcome: Outcome): string {
  return outcome.type === "deny" ? "deny" : `${outcome.role}${outcome.isPage ? " page" : ""}`;
}

describe("methodRegions", () => {
  it("has a region for what no rule matches, which is denied", () => {
    expect(linesOf({ rules: [{ paths: ["/a"], require: "deny" }] })).toEqual(["/* others: deny"]);
  });

  it("distinguishes pages from API requests", () => {
    const rules = [{ paths: ["/*"], require: { role: "user" } }];
    expect(linesOf({ apiPaths: ["/api/*"], rules })).toEqual([
      "/* GET: user page, HEAD: user page, others: user",
      "/api/* GET: user, HEAD: user, others: user",
    ]);
  });

  it("takes the first rule that matches the method", () => {
    const rules = [
      { paths: ["/a/*"], methods: ["POST" as const], require: { role: "writer" } },
      { paths: ["/*"], methods: ["POST" as const, "PUT" as const], require: { role: "admin" } },
      { paths: ["/a/*"], require: { role: "late" } },
    ];
    expect(linesOf({ apiPaths: ["/*"], rules })).toEqual([
      "/* POST: admin, PUT: admin, others: deny",
      "/a/* POST: writer, PUT: admin, others: late",
    ]);
  });

  it("names a method of the region around, even where it makes no difference", () => {
    const rules = [
      { paths: ["/debug/*"], require: "deny" as const },
      { paths: ["/*"], methods: ["GET" as const], require: { role: "viewer" } },
    ];
    expect(linesOf({ apiPaths: ["/*"], rules })).toEqual([
      "/* GET: viewer, others: deny",
      "/debug/* GET: deny, others: deny",
    ]);
  });

  it("leaves out a region with the outcomes of the region around it", () => {
    const rules = [{ paths: ["/a/b", "/a/*", "/*"], require: { role: "user" } }];
    expect(linesOf({ apiPaths: ["/*"], rules })).toEqual(["/* others: user"]);
  });
});
