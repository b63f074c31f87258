import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { Listr } from "listr2";
import { goCacheFolder } from "../build/cache.js";
import { lockMachine } from "../host/lock.js";
import { timedTask } from "../progress/timed-task.js";
import { buildTool, toolFolder } from "../toolchain/build-tool.js";
import { findGo } from "../toolchain/go-installation.js";
import { goTools, type ToolName } from "../toolchain/go-tools.js";

/** Builds single programs without starting a cluster; the tests that run the real oauth2-proxy need no more. */
export async function build(names: readonly string[]): Promise<void> {
  const programs = names.map(knownProgram);
  const release = await lockMachine("build");
  try {
    const go = await findGo();
    const keepsGoCache = existsSync(goCacheFolder()) || Boolean(process.env.MONITORING_SSO_KEEP_GO_CACHE);
    const tasks = programs.map((name) =>
      timedTask({ title: name, expectedSeconds: goTools[name].expectedSeconds, run: () => buildTool(name, go) }),
    );
    await new Listr(tasks).run();
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
