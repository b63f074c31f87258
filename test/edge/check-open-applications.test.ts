import { checkOpenApplications } from "../../components/edge/check-open-applications";
import { application } from "../access/application-builder";
import { grafana, settings } from "./edge-settings";

const pathsOf = (applications = [application()], open = [grafana]) =>
  checkOpenApplications(applications, settings({ openApplications: open }), "applications").map(({ path }) => path);

describe("checkOpenApplications", () => {
  it("finds nothing wrong with places apart from each other, or without open applications", () => {
    expect(pathsOf()).toEqual([]);
    expect(checkOpenApplications([application()], settings(), "applications")).toEqual([]);
  });

  it.each(["/grafana", "/grafana/inner"])("fails for a protected application at %j", (path) => {
    expect(pathsOf([application({ name: "first", path: "/first" }), application({ path })])).toEqual([
      "applications[1].path",
    ]);
  });

  it("fails for a protected application at the root of an open one's host", () => {
    const root = { host: "grafana.example.com", path: "" };
    expect(pathsOf([application(root)], [{ ...grafana, ...root }])).toEqual(["applications[0].host"]);
    expect(pathsOf([application()], [{ ...grafana, ...root }])).toEqual([]);
  });

  it("fails for one name in two places", () => {
    expect(pathsOf([application({ name: "grafana" })])).toEqual(["applications[0].name"]);
  });

  it("fails for an open application whose own words are wrong", () => {
    expect(pathsOf([], [{ ...grafana, host: "a`) || Host(`b" }])).toEqual(["settings.openApplications[0].host"]);
  });
});
