import { existsSync } from "node:fs";
import { mkdir, rm, statfs } from "node:fs/promises";
import type { ListrTask } from "listr2";
import { cacheRoot, goCacheFolder } from "../build/cache.js";
import { timedTask } from "../progress/timed-task.js";
import { binaryPaths, buildTool, toolFolder } from "./build-tool.js";
import { findGo, type GoInstallation } from "./go-installation.js";
import { type GoTool, goTools, type ToolName, type ToolPaths } from "./go-tools.js";

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

/** Compilation uses both cores; two concurrent builds also use the time in which one of them links. */
const lanes = 2;
/** Measured: 12 GB of build cache, 8 GB of modules, 2 GB of binaries, and space for linking. */
const neededGigabytes = 25;

const toolNames = Object.keys(goTools) as ToolName[];

/** The longest build first, or it would run alone at the end. */
function byExpectedTime(a: ToolName, b: ToolName): number {
  return goTools[b].expectedSeconds - goTools[a].expectedSeconds;
}

/** Tasks that build every missing tool, and set the paths of all binaries in the context. */
export function toolchainTasks<Context extends ToolchainContext>(options: ToolchainOptions = {}): ListrTask<Context>[] {
  const failed: ToolName[] = [];
  let go: GoInstallation | undefined;
  return [
    {
      title: "Go",
      task: async (_context, task) => {
        go = await findGo();
        await checkDiskSpace(go);
        task.title = `Go: ${go.version}`;
      },
    },
    {
      title: "programs",
      task: (_context, task) =>
        task.newListr(
          neededTools(options).map((name) => toolTask<Context>(name, () => go, failed)),
          { concurrent: lanes, exitOnError: false },
        ),
    },
    {
      title: "programs: complete",
      task: async (context) => {
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

function neededTools({ forTests = false }: ToolchainOptions): ToolName[] {
  const isNeeded = (tool: GoTool): boolean => forTests || !tool.forTests;
  return toolNames.filter((name) => isNeeded(goTools[name])).toSorted(byExpectedTime);
}

/** Paths of the binaries, for commands that use a running sandbox. Neither builds nor checks them. */
export async function toolPaths(go?: GoInstallation): Promise<ToolPaths> {
  const installation = go ?? (await findGo());
  const paths = await Promise.all(
    toolNames.map(async (name) => binaryPaths(name, await toolFolder(name, installation))),
  );
  return Object.assign({}, ...paths) as ToolPaths; // complete by construction: every tool of the table is in it
}

function toolTask<Context>(
  name: ToolName,
  go: () => GoInstallation | undefined,
  failed: ToolName[],
): ListrTask<Context> {
  const tool: GoTool = goTools[name];
  return timedTask({
    title: name,
    expectedSeconds: tool.expectedSeconds,
    run: async () => {
      try {
        return await buildTool(name, go() ?? (await findGo()));
      } catch (error) {
        failed.push(name);
        throw error;
      }
    },
  });
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
 * Go's module and build cache (20 GB) is deleted once every binary is built, unless MONITORING_SSO_KEEP_GO_CACHE is set.
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
