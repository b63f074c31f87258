import { existsSync } from "node:fs";
import { mkdir, rm, statfs } from "node:fs/promises";
import type { ListrTask } from "listr2";
import { cacheRoot, goCacheFolder } from "../build/cache.js";
import { binaryPaths, createToolBuilder, type ToolBuilder, toolFolder } from "./build-tool.js";
import { findGo, type GoInstallation } from "./go-installation.js";
import { type GoTool, goTools, type ToolName, type ToolPaths } from "./go-tools.js";
import { reportPackages } from "./report-packages.js";
import { toolTask } from "./tool-task.js";

export type { ToolPaths } from "./go-tools.js";

/** Results of the tasks, for the tasks after them. */
export interface ToolchainContext {
  tools?: ToolPaths;
}

interface ToolchainOptions {
  /**
   * Also build what only the end-to-end tests need.
   * @default false
   */
  readonly forTests?: boolean;
}

/** Measured: 4 GB of build cache, 4 GB of modules, 1 GB of binaries, and space for linking. */
const neededGigabytes = 12;

const toolNames = Object.keys(goTools) as ToolName[];

/** Tasks that build every missing tool, and set the paths of all binaries in the context. */
export function toolchainTasks<Context extends ToolchainContext>(options: ToolchainOptions = {}): ListrTask<Context>[] {
  const failed: ToolName[] = [];
  let go: GoInstallation | undefined;
  let builder: ToolBuilder | undefined;
  let stopReport = (): void => undefined;
  return [
    {
      title: "Go",
      task: async (_context, task) => {
        go = await findGo();
        builder = createToolBuilder(go);
        await checkDiskSpace(go);
        task.title = `Go: ${go.version}`;
      },
    },
    {
      title: "programs",
      task: (_context, task) => {
        const current = builder ?? missing("Go");
        stopReport = reportPackages(current.packages, (line) => (task.output = line));
        const tasks = neededTools(options).map((name) =>
          toolTask<Context>(name, (onTurn) => current.build(name, onTurn).catch(noteFailure(failed, name))),
        );
        return task.newListr(tasks, { concurrent: true, exitOnError: false });
      },
    },
    {
      title: "programs: complete",
      task: async (context) => {
        stopReport();
        if (failed.length > 0) {
          throw new Error(failureSummary(failed));
        }
        context.tools = await toolPaths(go);
        if (!keepsGoCache()) {
          await rm(goCacheFolder(), { recursive: true, force: true });
        }
      },
    },
  ];
}

function noteFailure(failed: ToolName[], name: ToolName): (error: unknown) => never {
  return (error) => {
    failed.push(name);
    throw error;
  };
}

function missing(step: string): never {
  throw new Error(`the step "${step}" has not run`);
}

/** In the order in which they are compiled. */
function neededTools({ forTests = false }: ToolchainOptions): ToolName[] {
  const isNeeded = (tool: GoTool): boolean => forTests || !tool.forTests;
  return toolNames.filter((name) => isNeeded(goTools[name]));
}

/** Paths of the binaries, for commands that use a running sandbox. Neither builds nor checks them. */
export async function toolPaths(go?: GoInstallation): Promise<ToolPaths> {
  const installation = go ?? (await findGo());
  const paths = await Promise.all(
    toolNames.map(async (name) => binaryPaths(name, await toolFolder(name, installation))),
  );
  return Object.assign({}, ...paths) as ToolPaths; // complete by construction: every tool of the table is in it
}

async function checkDiskSpace(go: GoInstallation): Promise<void> {
  const folders = await Promise.all(toolNames.map((name) => toolFolder(name, go)));
  // If Go's cache exists, most of the space is used already.
  if (existsSync(goCacheFolder()) || folders.every((folder) => existsSync(folder))) {
    return;
  }
  await mkdir(cacheRoot(), { recursive: true });
  const { bavail, bsize } = await statfs(cacheRoot());
  const gigabytes = Math.floor((bavail * bsize) / 1e9);
  if (gigabytes >= neededGigabytes) {
    return;
  }
  throw new Error(
    `building the sandbox's programs temporarily takes ${neededGigabytes} GB, ${cacheRoot()} has ${gigabytes} GB free\n` +
      `free some space, or set MONITORING_SSO_CACHE to a folder on a bigger disk, and run again: npm run sandbox -- up`,
  );
}

/**
 * Go's module and build cache (8 GB) is deleted once every binary is built, unless MONITORING_SSO_KEEP_GO_CACHE is set.
 * Keeping it is useful only while `go.mod` files are being changed.
 */
function keepsGoCache(): boolean {
  return Boolean(process.env.MONITORING_SSO_KEEP_GO_CACHE);
}

function failureSummary(failed: readonly ToolName[]): string {
  return [
    `${failed.length} of ${toolNames.length} programs were not built: ${failed.join(", ")} (reasons above)`,
    "finished programs are kept; after a fix, run again: npm run sandbox -- up",
  ].join("\n");
}
