import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { buildArguments, toolFolder } from "../../toolchain/build-tool.js";
import { isOlder, minimumGoVersion } from "../../toolchain/go-installation.js";
import { binaryFileName, type GoTool, goTools, type ToolName } from "../../toolchain/go-tools.js";
import { moduleFolder } from "../../toolchain/tool-source.js";
import { goModuleVersions } from "../../versions.js";

const names = Object.keys(goTools) as ToolName[];
const goModules = await Promise.all(names.map((name) => readFile(join(moduleFolder(name), "go.mod"), "utf8")));
const go = { version: "go version go1.26.0 linux/amd64", env: {} };

describe("table of Go tools", () => {
  it("contains every Go module of the folder", async () => {
    const entries = await readdir(join(import.meta.dirname, "../../toolchain"), { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    assert.deepEqual(folders.sort(), [...names].sort());
  });

  it("gives each binary one name and one file", () => {
    const binaries = names.flatMap((name) => Object.entries<string>(goTools[name].binaries));
    assert.equal(new Set(binaries.map(([binary]) => binary)).size, binaries.length);
    assert.equal(new Set(binaries.map(([, pkg]) => binaryFileName(pkg))).size, binaries.length);
  });

  for (const [module, version] of Object.entries(goModuleVersions)) {
    it(`pins ${module} as its go.mod does`, () => {
      assert.ok(goModules.some((text) => text.split("\n").some((line) => line.includes(`${module} ${version}`))));
    });
  }

  it("requires the newest Go that a go.mod requires", () => {
    const required = goModules.map((text) => /^go (\d+\.\d+)/m.exec(text)?.[1] ?? "missing");
    assert.deepEqual(new Set(required), new Set([minimumGoVersion]));
  });
});

describe("file name of a binary", () => {
  it("is the package's last element", () => assert.equal(binaryFileName("k8s.io/kubernetes/cmd/kubectl"), "kubectl"));
  it("is never the major version", () => assert.equal(binaryFileName("github.com/x/oauth2-proxy/v7"), "oauth2-proxy"));
});

describe("folder of a tool", () => {
  it("is the same for the same content", async () => {
    assert.equal(await toolFolder("coredns", go), await toolFolder("coredns", go));
  });

  it("changes with the version of Go", async () => {
    const newer = { ...go, version: "go version go1.26.1 linux/amd64" };
    assert.notEqual(await toolFolder("coredns", go), await toolFolder("coredns", newer));
  });
});

describe("arguments of go build", () => {
  it("set every version variable", () => {
    const tool: GoTool = { ...goTools.coredns, stamps: { "a.Version": "1", "b.Version": "2" } };
    assert.equal(buildArguments(tool).at(-1), "-s -w -X a.Version=1 -X b.Version=2");
  });
});

describe("Go version", () => {
  it("compares numbers, not text", () => {
    assert.equal(isOlder("1.9", "1.26"), true);
    assert.equal(isOlder("1.26", "1.26"), false);
    assert.equal(isOlder("2.0", "1.26"), false);
  });
});
