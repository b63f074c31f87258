import { waitForHttps } from "../wait/https.js";
import { edgeLimitSeconds, type EdgeOptions, edgeSettlesWithinSeconds, isDenied, productWorkspace } from "./deploy.js";
import { pulumiOutputs } from "./outputs.js";
import { pulumiDestroy, pulumiUp, type StackOptions } from "./stack.js";
import { rootCaFile, type SandboxContext } from "./workspace.js";

/**
 * Deploys a separate application behind the product's sign-in, and waits until the edge serves it and denies anonymous
 * requests. It is in the product's namespace, so it must be destroyed before the product.
 * @returns the URL of the application
 */
export async function deployApplication(
  context: SandboxContext,
  { edge, ...options }: EdgeOptions = {},
): Promise<string> {
  const workspace = await productWorkspace(context);
  await pulumiUp(workspace, "application", options);
  const url = String((await pulumiOutputs(workspace, "application")).url);
  await waitForHttps({
    pages: [{ url: `${url}/`, accept: isDenied }],
    caFile: rootCaFile(context),
    limitSeconds: edgeLimitSeconds,
    stableSeconds: edgeSettlesWithinSeconds,
    edge,
  });
  return url;
}

export async function destroyApplication(context: SandboxContext, options: StackOptions = {}): Promise<void> {
  await pulumiDestroy(await productWorkspace(context), "application", options);
}
