import { crdsFolder } from "../build/crds.js";
import { type Project, projects, pulumiCommand } from "../pulumi/index.js";
import { toolPaths } from "../toolchain/index.js";
import { runningCluster } from "./running-cluster.js";
import { projectFolder, sandboxContext } from "./up-context.js";

function isProject(name: string): name is Project {
  return (projects as readonly string[]).includes(name);
}

/** Runs pulumi on one of the sandbox's stacks. */
export async function pulumi(args: readonly string[], project: string): Promise<number> {
  if (!isProject(project)) {
    throw new Error(`there is no project "${project}": ${projects.join(", ")}`);
  }
  await runningCluster();
  const context = sandboxContext(await toolPaths(), await crdsFolder(projectFolder));
  return pulumiCommand(context, args, project);
}
