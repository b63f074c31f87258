import { crdsFolder } from "../../build/crds.js";
import { projectFolder, sandboxContext } from "../../commands/up-context.js";
import type { SandboxContext } from "../../pulumi/index.js";
import { toolPaths, type ToolPaths } from "../../toolchain/index.js";

/** What is needed to run the real engine on the product's own program. */
export async function productContext(): Promise<{ context: SandboxContext; tools: ToolPaths }> {
  const tools = await toolPaths();
  return { context: sandboxContext(tools, await crdsFolder(projectFolder)), tools };
}
