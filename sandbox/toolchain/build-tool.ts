import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { toolchainFolder } from "../build/cache.js";
import { contentKey, folderContent } from "../build/content-key.js";
import { makeOnce } from "../build/make-once.js";
import { createQueue } from "../build/queue.js";
import { readLogged, runLogged } from "../progress/logged-command.js";
import type { GoInstallation } from "./go-installation.js";
import { binaryFileName, type GoTool, goTools, type ToolName } from "./go-tools.js";
import {
  createPackageCount,
  type PackageCount,
  packageFormat,
  type PackageKeys,
  parsePackages,
} from "./package-count.js";
import { copySource, keepFolder, moduleFolder } from "./tool-source.js";

/**
 * The same for every tool, because Go shares a compiled package only between builds with the same tags: no user lookup through
 * libc, and no tracing in gRPC, which would make the linker keep unused code.
 */
const tags = ["osusergo", "grpcnotrace"];

/** Arguments of the one `go build` that builds all binaries of a tool. */
export function buildArguments(tool: GoTool): readonly string[] {
  const stamps = Object.entries(tool.stamps).map(([variable, value]) => `-X ${variable}=${value}`);
  return [
    "build",
    "-mod=readonly", // a dependency that go.sum does not list is an error, regardless of the user's GOFLAGS
    "-trimpath", // the same bytes for every cache folder
    "-buildvcs=false",
    "-pgo=off", // a profile in one main package would compile all its dependencies once more
    "-gcflags=all=-dwarf=false", // no debug information: the build cache is a third smaller
    "-tags",
    tags.join(","),
    "-ldflags",
    ["-s -w", ...stamps].join(" "),
  ];
}

/** Folder of a tool's binaries. Everything that can change a binary changes the name of the folder. */
export async function toolFolder(name: ToolName, go: GoInstallation): Promise<string> {
  const tool: GoTool = goTools[name];
  const recipe = JSON.stringify([
    buildArguments(tool),
    tool.binaries,
    tool.embed ?? null,
    tool.keep ?? null,
    tool.cuts ?? null,
  ]);
  const key = contentKey([...(await folderContent(moduleFolder(name))), recipe, go.version]);
  return join(toolchainFolder(), `${name}-${key}`);
}

/** Paths of a tool's binaries by name, in the folder that `toolFolder` returns. */
export function binaryPaths(name: ToolName, folder: string): Readonly<Record<string, string>> {
  const tool: GoTool = goTools[name];
  return Object.fromEntries(
    Object.entries(tool.binaries).map(([binary, pkg]) => [binary, join(folder, binaryFileName(pkg))]),
  );
}

/** Builds tools. Builds of one builder may run at the same time. */
export interface ToolBuilder {
  /**
   * Builds a tool unless its binaries exist.
   * @param onTurn called when its packages are compiled, after those of the tools before it
   * @returns whether the tool had to be built
   */
  build(name: ToolName, onTurn?: () => void): Promise<boolean>;
  readonly packages: PackageCount;
}

/**
 * When no more than this share of a tool's packages has to be started, the next tool is compiled too: what remains are main
 * packages and linking, which use one core, and no other tool has these packages.
 */
const shareOfTail = 0.03;

/**
 * Builds tools in the order of the calls. Modules are downloaded for one tool after the other, while earlier tools are compiled.
 * Packages are compiled for one tool after the other, because concurrent builds would each compile the packages that they share.
 */
export function createToolBuilder(go: GoInstallation): ToolBuilder {
  const packages = createPackageCount();
  const preparations = createQueue();
  const compilations = createQueue();

  const prepare = async (name: ToolName, source: string): Promise<PackageKeys> => {
    await copySource(name, source, go);
    const listed = await listPackages(name, source, go);
    packages.add(listed);
    return listed;
  };

  const compile = async (
    name: ToolName,
    work: string,
    toCompile: PackageKeys,
    letNextStart: () => void,
  ): Promise<void> => {
    await runGoBuild(name, work, go, (line) => {
      const isPackage = packages.start(toCompile, line);
      if (packages.notStarted(toCompile) <= shareOfTail * toCompile.size) {
        letNextStart();
      }
      return !isPackage; // an error shows the end of the log
    });
    packages.end(toCompile);
  };

  const build: ToolBuilder["build"] = (name, onTurn = () => undefined) =>
    preparations(async (letNextPrepare) =>
      makeOnce(await toolFolder(name, go), async (work) => {
        const source = join(work, "source");
        const toCompile = await prepare(name, source);
        letNextPrepare();
        await compilations((letNextStart) => {
          onTurn();
          return compile(name, work, toCompile, letNextStart);
        });
        const { keep }: GoTool = goTools[name];
        if (keep) {
          await keepFolder(keep, { source, work }, go);
        }
        await rm(source, { recursive: true });
      }),
    );
  return { build, packages };
}

/** Lists the packages of a tool, for which Go downloads their modules. */
async function listPackages(name: ToolName, source: string, go: GoInstallation): Promise<PackageKeys> {
  const mains = Object.values(goTools[name].binaries);
  const args = ["list", "-mod=readonly", "-deps", "-tags", tags.join(","), "-f", packageFormat, ...mains];
  const listed = await readLogged({ name: `go list ${name}`, command: "go", args, cwd: source, env: go.env });
  return parsePackages(listed);
}

async function runGoBuild(
  name: ToolName,
  work: string,
  go: GoInstallation,
  onLine: (line: string) => boolean,
): Promise<void> {
  const tool: GoTool = goTools[name];
  const temporary = join(work, "go-tmp"); // here, so that the next start removes the leftovers of an interrupted build
  await mkdir(temporary);
  await runLogged({
    name: `go build ${name}`,
    command: "go",
    args: [...buildArguments(tool), "-v", "-o", `${work}/`, ...Object.values(tool.binaries)],
    cwd: join(work, "source"),
    env: { ...go.env, GOTMPDIR: temporary },
    onLine,
  });
  await rm(temporary, { recursive: true });
}
