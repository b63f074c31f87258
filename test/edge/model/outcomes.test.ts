import type { Application } from "../../../components/access";
import { type Outcome, methodRegions } from "../../../components/edge/model/outcomes";
import { application } from "../../access/application-builder";

function linesOf(overrides: Partial<Application>): string[] {
  return methodRegions(application({ apiPaths: [], ...overrides })).map(
    ({ path, withDescendants, named, others }) =>
      `${path}${withDescendants ? "/*" : ""} ${[...named].map(([method, answer]) => `${method}: ${word(answer)}, `).join("")}others: ${word(others)}`,
  );
}

function word(answer: Outcome): string {
  return answer.type === "deny" ? "deny" : `${answer.role}${answer.isPage ? " page" : ""}`;
}

describe("methodRegions", () => {
  it("holds what no rule matches, and denies it", () => {
    expect(linesOf({ rules: [{ paths: ["/a"], require: "deny" }] })).toEqual(["/* others: deny"]);
  });

  it("tells pages from what programs ask for", () => {
    const rules = [{ paths: ["/*"], require: { role: "user" } }];
    expect(linesOf({ apiPaths: ["/api/*"], rules })).toEqual([
      "/* GET: user page, HEAD: user page, others: user",
      "/api/* GET: user, HEAD: user, others: user",
    ]);
  });

  it("takes the first rule that speaks of the method", () => {
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

  it("names a method inside that is named around, even where it makes no difference", () => {
    const rules = [
      { paths: ["/debug/*"], require: "deny" as const },
      { paths: ["/*"], methods: ["GET" as const], require: { role: "viewer" } },
    ];
    expect(linesOf({ apiPaths: ["/*"], rules })).toEqual([
      "/* GET: viewer, others: deny",
      "/debug/* GET: deny, others: deny",
    ]);
  });

  it("leaves out a region that says what is said around it", () => {
    const rules = [{ paths: ["/a/b", "/a/*", "/*"], require: { role: "user" } }];
    expect(linesOf({ apiPaths: ["/*"], rules })).toEqual(["/* others: user"]);
  });
});
