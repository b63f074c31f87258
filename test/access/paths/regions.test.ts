import { type Application, pathRegions, regionAround } from "../../../components/access";
import { application } from "../application-builder";

const regionsOf = (overrides: Partial<Application>): string[] =>
  pathRegions(application({ apiPaths: [], ...overrides })).map(({ path, withDescendants, require, isApi }) => {
    const requirement = typeof require === "object" ? require.role : (require ?? "no rule");
    return `${path}${withDescendants ? "/*" : ""} ${requirement}${isApi ? " (API)" : ""}`;
  });

describe("pathRegions", () => {
  it("takes the first rule that matches, whatever the order of the lengths", () => {
    const rules = [
      { paths: ["/a/*"], require: "deny" as const },
      { paths: ["/a/b/*"], require: { role: "late" } },
      { paths: ["/*"], require: { role: "user" } },
    ];
    expect(regionsOf({ rules })).toEqual(["/a/* deny", "/* user"]);
  });

  it("keeps a region inside another one that has a different rule", () => {
    const rules = [
      { paths: ["/a/b"], require: "deny" as const },
      { paths: ["/a/*"], require: { role: "user" } },
    ];
    expect(regionsOf({ rules })).toEqual(["/a/b deny", "/a/* user"]);
  });

  it("leaves out a region with the rule of the region around it", () => {
    const rules = [{ paths: ["/a/b", "/a/*", "/*"], require: { role: "user" } }];
    expect(regionsOf({ rules })).toEqual(["/* user"]);
  });

  it("cuts at the paths for API clients, inside and outside of what the rules name", () => {
    const rules = [{ paths: ["/a/*"], require: { role: "user" } }];
    expect(regionsOf({ rules, apiPaths: ["/a/api/*", "/free/*"] })).toEqual([
      "/a/* user",
      "/a/api/* user (API)",
      "/free/* no rule (API)",
    ]);
  });
});

describe("regionAround", () => {
  const [outer, inner, exact] = ["/a", "/a/b", "/a/b/c"].map((path, index) => ({ path, withDescendants: index < 2 }));

  it("is the innermost prefix", () => {
    expect(exact && outer && inner && regionAround(exact, [outer, inner, exact])).toBe(inner);
  });

  it("is undefined for a region that no other one contains", () => {
    expect(exact && outer && regionAround(outer, [outer, exact])).toBeUndefined();
  });
});
