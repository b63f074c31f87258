import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { goTools, type ToolName } from "../../toolchain/go-tools.js";
import { moduleFolder } from "../../toolchain/tool-source.js";

/** Modules, or paths above modules, that may have more than one version, and why. Each version is compiled. */
const exceptions: Readonly<Record<string, string>> = {
  "k8s.io": "Traefik and the operator are made for the modules of Kubernetes 1.36, the cluster's version is 1.35",
  "go.opentelemetry.io": "Traefik and Pulumi are each made for another generation of the logging API than oauth2-proxy",
  "google.golang.org/api": "newer ones need OpenTelemetry as oauth2-proxy has it",
  "github.com/googleapis/gax-go": "as above",
  "github.com/pulumi/pulumi": "the bridge is made for an older one than the engine",
  "github.com/prometheus/alertmanager":
    "the operator checks configurations with a newer one than the last that has a built web page",
  "github.com/gorilla/mux": "Traefik needs a fork",
};

/** Built only for the end-to-end tests, so nothing of it is compiled in the first run. */
const apart: readonly ToolName[] = ["envoy-gateway"];

/** Effective version of each module that a `go.mod` requires: with replacements. */
function moduleVersions(goMod: string): ReadonlyMap<string, string> {
  const required = [...goMod.matchAll(/^(?:require |\t)([^\s=]+) (v\S+)(?: \/\/ indirect)?$/gm)];
  const replaced = new Map(
    [...goMod.matchAll(/^(?:replace |\t)(\S+)(?: v\S+)? => (\S+(?: v\S+)?)$/gm)].map(([, from = "", to = ""]) => [
      from,
      to,
    ]),
  );
  return new Map(
    required.map(([, module = "", version = ""]) => [
      module,
      // Go shares a compiled package only if the required version is the same too.
      replaced.has(module) ? `${version} => ${replaced.get(module)}` : version,
    ]),
  );
}

const versions = new Map<string, Map<string, ToolName[]>>();
for (const tool of (Object.keys(goTools) as ToolName[]).filter((name) => !apart.includes(name))) {
  for (const [module, version] of moduleVersions(await readFile(join(moduleFolder(tool), "go.mod"), "utf8"))) {
    const ofModule = versions.get(module) ?? new Map<string, ToolName[]>();
    versions.set(module, ofModule.set(version, [...(ofModule.get(version) ?? []), tool]));
  }
}
const differing = [...versions].filter(([, ofModule]) => ofModule.size > 1);

const exceptionOf = (module: string): string | undefined =>
  Object.keys(exceptions).find((path) => module === path || module.startsWith(`${path}/`));

describe("versions of a module", () => {
  it("are read with replacements", () => {
    const text = "require a.b/c v1.0.0\nrequire (\n\td.e/f v1.2.0 // indirect\n)\nreplace d.e/f => d.e/f v1.1.0\n";
    assert.deepEqual(
      [...moduleVersions(text)],
      [
        ["a.b/c", "v1.0.0"],
        ["d.e/f", "v1.2.0 => d.e/f v1.1.0"],
      ],
    );
  });

  it("are the same in all tools, so that a shared package is compiled once", () => {
    const unexpected = differing
      .filter(([module]) => exceptionOf(module) === undefined)
      .map(([module, ofModule]) =>
        [`${module}:`, ...[...ofModule].map(([version, tools]) => `  ${version} in ${tools.join(", ")}`)].join("\n"),
      );
    assert.deepEqual(unexpected, [], "require the newest of these versions in each of the tools");
  });

  it("differ where an exception says so", () => {
    const used = new Set(differing.map(([module]) => exceptionOf(module)).filter((path) => path !== undefined));
    assert.deepEqual([...used].sort(), Object.keys(exceptions).sort());
  });
});
