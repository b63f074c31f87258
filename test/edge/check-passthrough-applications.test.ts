import { checkPassthroughApplications } from "../../components/edge/check-passthrough-applications";
import { application } from "../access/application-builder";
import { grafana, settings } from "./edge-settings";

const pathsOf = (applications = [application()], open = [grafana]) =>
  checkPassthroughApplications(applications, settings({ passthroughApplications: open }), "applications").map(
    ({ path }) => path,
  );

describe("checkOpenApplications", () => {
  it("finds nothing wrong with places apart from each other, or without open applications", () => {
    expect(pathsOf()).toEqual([]);
    expect(checkPassthroughApplications([application()], settings(), "applications")).toEqual([]);
  });

  it.each(["/grafana", "/grafana/inner"])("fails for a protected application at %j", (path) => {
    expect(pathsOf([application({ name: "first", basePath: "/first" }), application({ basePath: path })])).toEqual([
      "applications[1].basePath",
    ]);
  });

  it("fails for a protected application at the root of an open one's host", () => {
    const root = { host: "grafana.example.com", basePath: "" };
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
