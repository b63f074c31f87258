import { productWorkspace } from "./deploy.js";
import { runEngineInteractively } from "./engine.js";
import { configFile, prepareStack, type Project, projectFolder, stackName } from "./stack.js";
import { prepareWorkspace, type SandboxContext } from "./workspace.js";

/** Commands of `pulumi` that read or write the stack's configuration file. */
const withConfiguration = new Set(["up", "update", "preview", "refresh", "destroy", "config", "import", "watch"]);
/** Commands without a stack. */
const withoutStack = new Set(["about", "help", "login", "logout", "plugin", "version", "whoami"]);

/**
 * Runs any `pulumi` command on one of the sandbox's stacks, in the caller's terminal: `npm run sandbox -- pulumi preview`.
 * Returns its exit code. `pulumi config set` writes to a copy of the stack's configuration, which the next
 * `npm run sandbox -- up` overwrites.
 */
export async function pulumiCommand(
  context: SandboxContext,
  args: readonly string[],
  project: Project = "product",
): Promise<number> {
  const withKeycloak = project !== "platform" && project !== "realm";
  const workspace = withKeycloak ? await productWorkspace(context) : await prepareWorkspace(context);
  await prepareStack(workspace, project);
  return runEngineInteractively(workspace, {
    args: [...args, ...stackFlags(args[0], configFile(workspace, project))],
    folder: projectFolder(workspace, project),
  });
}

function stackFlags(command: string | undefined, file: string): string[] {
  if (command === undefined || command.startsWith("-") || withoutStack.has(command)) {
    return [];
  }
  return ["--stack", stackName, ...(withConfiguration.has(command) ? ["--config-file", file] : [])];
}
