import {
  versionsOfChartIndex,
  versionsOfGoList,
  versionsOfMavenMetadata,
  versionsOfNpmView,
  versionsOfPipIndex,
  versionsOfTags,
} from "../../../scripts/pins/read-versions";

describe("the versions in what a client prints", () => {
  it("are read from go list", () => {
    expect(versionsOfGoList("example.com/tool v1.0.0 v1.1.0\n")).toEqual(["v1.0.0", "v1.1.0"]);
    expect(versionsOfGoList("example.com/tool\n")).toEqual([]);
  });

  it("are read from npm view, which prints a list of one as a string", () => {
    expect(versionsOfNpmView('["1.0.0", "1.1.0"]')).toEqual(["1.0.0", "1.1.0"]);
    expect(versionsOfNpmView('"1.0.0"')).toEqual(["1.0.0"]);
  });

  it("are read from pip index", () => {
    expect(versionsOfPipIndex("tool (1.1.0)\nAvailable versions: 1.1.0, 1.0.0\n")).toEqual(["1.1.0", "1.0.0"]);
    expect(versionsOfPipIndex("")).toEqual([]);
  });

  it("are read from Maven's metadata", () => {
    const xml = "<metadata>\n <latest>2.0</latest>\n <version>1.0</version>\n <version>2.0</version>\n</metadata>";
    expect(versionsOfMavenMetadata(xml)).toEqual(["1.0", "2.0"]);
  });

  it("are read from tags, each once", () => {
    const output = "aaaa\trefs/tags/v1.0.0\nbbbb\trefs/tags/v1.0.0^{}\ncccc\trefs/tags/v1\n";
    expect(versionsOfTags(output)).toEqual(["v1.0.0", "v1"]);
  });

  it("are read from a chart repository's index", () => {
    const index = "entries:\n  tool:\n    - version: 1.1.0\n    - version: 1.0.0\n";
    expect(versionsOfChartIndex(index, "tool")).toEqual(["1.1.0", "1.0.0"]);
    expect(versionsOfChartIndex(index, "other")).toEqual([]);
  });
});
