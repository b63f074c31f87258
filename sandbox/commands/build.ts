import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { Listr } from "listr2";
import { goCacheFolder } from "../build/cache.js";
import { lockMachine } from "../host/lock.js";
import { createToolBuilder, toolFolder } from "../toolchain/build-tool.js";
import { findGo } from "../toolchain/go-installation.js";
import { goTools, type ToolName } from "../toolchain/go-tools.js";
import { toolTask } from "../toolchain/tool-task.js";

/** Builds single programs without starting a cluster; the tests that run the real oauth2-proxy need no more. */
export async function build(names: readonly string[]): Promise<void> {
  const programs = names.map(knownProgram);
  const release = await lockMachine("build");
  try {
    const go = await findGo();
    const keepsGoCache = existsSync(goCacheFolder()) || Boolean(process.env.MONITORING_SSO_KEEP_GO_CACHE);
    const builder = createToolBuilder(go);
    const tasks = programs.map((name) => toolTask(name, (onTurn) => builder.build(name, onTurn)));
    await new Listr(tasks, { concurrent: true }).run();
    // A Go cache left behind would make the next `up` assume that it has most of the disk space it needs.
    if (!keepsGoCache) {
      await rm(goCacheFolder(), { recursive: true, force: true });
    }
    for (const name of programs) {
      console.log(`${name} is in ${await toolFolder(name, go)}`);
    }
  } finally {
    await release();
  }
}

function knownProgram(name: string): ToolName {
  if (!isProgram(name)) {
    throw new Error(`there is no program "${name}" to build\nprograms: ${Object.keys(goTools).join(", ")}`);
  }
  return name;
}

function isProgram(name: string): name is ToolName {
  return Object.hasOwn(goTools, name);
}
