import { checkPassthroughApplications } from "../../components/edge/check-passthrough-applications";
import { application } from "../access/application-builder";
import { grafana, settings } from "./edge-settings";

const pathsOf = (applications = [application()], passthroughApplications = [grafana]) =>
  checkPassthroughApplications(applications, settings({ passthroughApplications }), "applications").map(
    ({ path }) => path,
  );

describe("checkPassthroughApplications", () => {
  it("accepts locations that do not overlap, and no pass-through applications", () => {
    expect(pathsOf()).toEqual([]);
    expect(checkPassthroughApplications([application()], settings(), "applications")).toEqual([]);
  });

  it.each(["/grafana", "/grafana/inner"])("fails for a protected application at %j", (path) => {
    expect(pathsOf([application({ name: "first", basePath: "/first" }), application({ basePath: path })])).toEqual([
      "applications[1].basePath",
    ]);
  });

  it("fails for a protected application at the root of the host of a pass-through application", () => {
    const root = { host: "grafana.example.com", basePath: "" };
    expect(pathsOf([application(root)], [{ ...grafana, ...root }])).toEqual(["applications[0].host"]);
    expect(pathsOf([application()], [{ ...grafana, ...root }])).toEqual([]);
  });

  it("fails for a name that is used twice", () => {
    expect(pathsOf([application({ name: "grafana" })])).toEqual(["applications[0].name"]);
  });

  it("fails for a pass-through application with invalid values", () => {
    expect(pathsOf([], [{ ...grafana, host: "a`) || Host(`b" }])).toEqual(["settings.passthroughApplications[0].host"]);
  });
});
