import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { contentKey } from "../build/content-key.js";
import { runEngine } from "./engine.js";
import { type Project, projectFolder, readState, stackName } from "./stack.js";
import type { PulumiWorkspace } from "./workspace.js";

interface KeptOutputs {
  /** Key of the state that has these outputs. */
  readonly state: string;
  readonly outputs: Record<string, unknown>;
}

/**
 * The stack's outputs, secrets in clear text. The engine takes more than a second to decrypt them, so they are kept beside
 * the state, until the state changes.
 */
export async function pulumiOutputs(workspace: PulumiWorkspace, project: Project): Promise<Record<string, unknown>> {
  const state = contentKey([await readState(workspace, project)]);
  const file = join(workspace.clusterFolder, `outputs-${project}.json`);
  const kept = await readKept(file);
  if (kept?.state === state) {
    return kept.outputs;
  }
  const outputs = await printedOutputs(workspace, project);
  await writeFile(file, JSON.stringify({ state, outputs } satisfies KeptOutputs), { mode: 0o600 });
  return outputs;
}

async function readKept(file: string): Promise<KeptOutputs | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as KeptOutputs;
  } catch {
    return undefined; // Missing, or cut off by an interrupt: the engine has the outputs.
  }
}

async function printedOutputs(workspace: PulumiWorkspace, project: Project): Promise<Record<string, unknown>> {
  const json = await runEngine(workspace, {
    args: ["stack", "output", "--stack", stackName, "--json", "--show-secrets"],
    folder: projectFolder(workspace, project),
    // The engine's output would put the secrets into the log file.
    log: false,
  });
  return JSON.parse(json) as Record<string, unknown>;
}
