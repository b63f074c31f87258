import { chmod, copyFile, cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { toolchainFolder } from "../build/cache.js";
import { contentKey, folderContent } from "../build/content-key.js";
import { makeOnce } from "../build/make-once.js";
import { runLogged } from "../progress/logged-command.js";
import type { GoInstallation } from "./go-installation.js";
import { binaryFileName, type GoTool, goTools, type ToolName } from "./go-tools.js";

/** Folder of a tool's Go module in this repository. */
export function moduleFolder(name: ToolName): string {
  return join(import.meta.dirname, name);
}

/** Arguments of the one `go build` that builds all binaries of a tool. */
export function buildArguments(tool: GoTool): readonly string[] {
  const stamps = Object.entries(tool.stamps).map(([variable, value]) => `-X ${variable}=${value}`);
  return [
    "build",
    "-mod=readonly", // a dependency that go.sum does not list is an error, regardless of the user's GOFLAGS
    "-trimpath", // the same bytes for every cache folder
    "-buildvcs=false",
    "-gcflags=all=-dwarf=false", // no debug information: the build cache is a third smaller
    "-tags",
    tool.tags.join(","),
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
    ...(tool.keep ? [tool.keep] : []),
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

/**
 * Builds one tool unless its binaries exist. It compiles a copy of the module, because embedded files are copied into it and
 * the clone must stay clean.
 * @returns whether the tool had to be built
 */
export async function buildTool(name: ToolName, go: GoInstallation): Promise<boolean> {
  const tool: GoTool = goTools[name];
  return makeOnce(await toolFolder(name, go), async (work) => {
    const source = join(work, "source");
    const temporary = join(work, "go-tmp");
    await cp(moduleFolder(name), source, { recursive: true });
    await mkdir(temporary);
    if (tool.embed) {
      await copyEmbedded(tool.embed, source, go);
    }
    await runLogged({
      name: `go build ${name}`,
      command: "go",
      args: [...buildArguments(tool), "-o", `${work}/`, ...Object.values(tool.binaries)],
      cwd: source,
      env: { ...go.env, GOTMPDIR: temporary }, // here, so that the next start removes the leftovers of an interrupted build
    });
    if (tool.keep) {
      await keepFolder(tool.keep, { source, work }, go);
    }
    await rm(source, { recursive: true });
    await rm(temporary, { recursive: true });
  });
}

async function copyEmbedded(embed: NonNullable<GoTool["embed"]>, source: string, go: GoInstallation): Promise<void> {
  const module = await downloadedModule(embed.module, source, go);
  for (const file of embed.files) {
    const copy = join(source, embed.into, file);
    await copyFile(join(module, embed.from, file), copy);
    await chmod(copy, 0o644); // the module cache's files are read-only
  }
}

async function keepFolder(
  keep: NonNullable<GoTool["keep"]>,
  { source, work }: { readonly source: string; readonly work: string },
  go: GoInstallation,
): Promise<void> {
  await cp(join(await downloadedModule(keep.module, source, go), keep.from), join(work, keep.as), { recursive: true });
}

/** Folder in Go's module cache of a module that the tool's `go.mod` requires. */
async function downloadedModule(module: string, source: string, go: GoInstallation): Promise<string> {
  const inSource = { command: "go", cwd: source, env: go.env };
  await runLogged({ ...inSource, name: `go mod download ${module}`, args: ["mod", "download", module] });
  return (await execa("go", ["list", "-mod=readonly", "-m", "-f", "{{.Dir}}", module], inSource)).stdout;
}
