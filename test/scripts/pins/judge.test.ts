import { judge } from "../../../scripts/pins/judge";
import type { Pin } from "../../../scripts/pins/pin";

const pin = (version: string, parts: Partial<Pin> = {}): Pin => ({
  source: "go",
  name: "example.com/tool",
  version,
  file: "versions.ts",
  ...parts,
});

const judged = (version: string, versions: readonly string[], parts: Partial<Pin> = {}) =>
  judge(pin(version, parts), { versions });

describe("a pin", () => {
  it("is current when its source has nothing newer", () => {
    expect(judged("v1.2.3", ["v1.2.2", "v1.2.3", "v0.9.9"])).toEqual({ status: "current" });
  });

  it("is behind when a patch of its minor release is newer", () => {
    expect(judged("v1.2.3", ["v1.2.3", "v1.2.10", "v1.2.9", "v2.0.0"])).toEqual({
      status: "behind",
      patch: "v1.2.10",
      newest: "v2.0.0",
    });
  });

  it("is behind even if the source has forgotten the pinned version", () => {
    expect(judged("1.2.3", ["1.2.4"])).toMatchObject({ status: "behind" });
  });

  it("is newer, and not behind, if a later minor release exists", () => {
    expect(judged("1.2.3", ["1.2.3", "1.3.0"])).toEqual({ status: "newer", patch: "1.2.3", newest: "1.3.0" });
  });

  it("is held, not behind, when another pin decides its version", () => {
    expect(judged("1.2.3", ["1.2.3", "1.2.4"], { held: "the gateway is made for it" })).toMatchObject({
      status: "held",
      patch: "1.2.4",
    });
  });

  it.each(["v1.2.4-rc.1", "v1.2.4-2", "v1.2.4-0.20260115033456-f47bc2d6f199", "not a version"])(
    "does not take %s for a newer release",
    (candidate) => {
      expect(judged("v1.2.3", ["v1.2.3", candidate])).toEqual({ status: "current" });
    },
  );

  it("compares within its own kind of release", () => {
    expect(judged("v2.6.3-k3s1", ["v2.6.3-k3s1", "v2.6.4", "v2.6.3-k3s2"])).toMatchObject({
      status: "behind",
      patch: "v2.6.3-k3s2",
    });
  });
});

describe("what nobody knows", () => {
  it("is unknown when the source was not asked", () => {
    expect(judge(pin("v1.2.3"), { notAsked: "there is no mvn on PATH" })).toEqual({
      status: "unknown",
      reason: "not asked: there is no mvn on PATH",
    });
  });

  it.each([[[]], [["v1.1.0"]], [["v1.2.2"]]])("is unknown when the source lists %p", (versions) => {
    expect(judged("v1.2.3", versions)).toEqual({
      status: "unknown",
      reason: "the source's list is incomplete: it lacks v1.2.3",
    });
  });

  it("is unknown beside a newer minor release, which is named", () => {
    expect(judged("v1.2.3", ["v1.3.0"])).toMatchObject({ status: "unknown", newest: "v1.3.0" });
  });

  it("is unknown when the pin is a commit", () => {
    expect(judged("v0.0.0-20241206084240-f87470c95855", ["v1.0.0"])).toMatchObject({ status: "unknown" });
    expect(judged("v1.2.4-0.20241206084240-f87470c95855", ["v1.2.4"])).toMatchObject({ status: "unknown" });
  });

  it("is unknown when the pin is no version", () => {
    expect(judged("latest", ["1.0.0"])).toEqual({ status: "unknown", reason: "not a semantic version" });
  });
});
