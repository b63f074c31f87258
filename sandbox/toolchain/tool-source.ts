import { chmod, copyFile, cp, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { runLogged } from "../progress/logged-command.js";
import type { GoInstallation } from "./go-installation.js";
import { type GoTool, goTools, type ToolName } from "./go-tools.js";

/** Folder of a tool's Go module in this repository. */
export function moduleFolder(name: ToolName): string {
  return join(import.meta.dirname, name);
}

/** Folder of the packages that replace those of a module, next to the tool's `go.mod`. */
const cutsFolder = "cuts";
/** Folder of the copies of these modules. */
const copiesFolder = "copies";

/**
 * Copies a tool's Go module into a folder, and into the copy what the tool embeds and the modules it is cut from. The clone
 * stays clean, and the module cache unchanged.
 */
export async function copySource(name: ToolName, source: string, go: GoInstallation): Promise<void> {
  const tool: GoTool = goTools[name];
  await cp(moduleFolder(name), source, { recursive: true });
  if (tool.embed) {
    await copyEmbedded(tool.embed, source, go);
  }
  for (const module of tool.cuts ?? []) {
    await cutModule(module, source, go);
  }
}

/** Copies a folder of upstream's module next to the binaries. */
export async function keepFolder(
  keep: NonNullable<GoTool["keep"]>,
  { source, work }: { readonly source: string; readonly work: string },
  go: GoInstallation,
): Promise<void> {
  await cp(join(await downloadedModule(keep.module, source, go), keep.from), join(work, keep.as), { recursive: true });
}

async function copyEmbedded(embed: NonNullable<GoTool["embed"]>, source: string, go: GoInstallation): Promise<void> {
  const module = await downloadedModule(embed.module, source, go);
  for (const file of embed.files) {
    const copy = join(source, embed.into, file);
    await copyFile(join(module, embed.from, file), copy);
    await chmod(copy, 0o644); // the module cache's files are read-only
  }
}

/**
 * Replaces packages of a module by ours. Go accepts no overlay in its module cache, so the tool is compiled with a copy of the
 * module.
 */
async function cutModule(module: string, source: string, go: GoInstallation): Promise<void> {
  const copy = join(source, copiesFolder, module);
  await cp(await downloadedModule(module, source, go), copy, { recursive: true });
  const cuts = join(source, cutsFolder, module);
  for (const folder of await packageFolders(cuts)) {
    await rm(join(copy, folder), { recursive: true });
    await cp(join(cuts, folder), join(copy, folder), { recursive: true });
  }
  const replace = `-replace=${module}=./${join(copiesFolder, module)}`;
  await execa("go", ["mod", "edit", `-dropreplace=${module}`, replace], { cwd: source, env: go.env });
}

/** Folders below a folder, relative to it, that contain a Go file. */
async function packageFolders(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder, { recursive: true });
  return [...new Set(files.filter((file) => file.endsWith(".go")).map((file) => dirname(file)))].sort();
}

/** Folder in Go's module cache of a module that the tool's `go.mod` requires. */
async function downloadedModule(module: string, source: string, go: GoInstallation): Promise<string> {
  const inSource = { command: "go", cwd: source, env: go.env };
  await runLogged({ ...inSource, name: `go mod download ${module}`, args: ["mod", "download", module] });
  return (await execa("go", ["list", "-mod=readonly", "-m", "-f", "{{.Dir}}", module], inSource)).stdout;
}
