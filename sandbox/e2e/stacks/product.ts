import { crdsFolder } from "../../build/crds.js";
import { projectFolder, sandboxContext } from "../../commands/up-context.js";
import type { SandboxContext } from "../../pulumi/index.js";
import { type ToolPaths, toolPaths } from "../../toolchain/index.js";

/** The context in which the Pulumi engine runs the product's own program. */
export async function productContext(): Promise<{ context: SandboxContext; tools: ToolPaths }> {
  const tools = await toolPaths();
  return { context: sandboxContext(tools, await crdsFolder(projectFolder)), tools };
}
