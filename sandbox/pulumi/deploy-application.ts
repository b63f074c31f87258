import { waitForHttps } from "../wait/https.js";
import { isClosed, edgeSettlesWithinSeconds, productWorkspace } from "./deploy.js";
import { pulumiDestroy, pulumiOutputs, pulumiUp, type StackOptions } from "./stack.js";
import { rootCaFile, type SandboxContext } from "./workspace.js";

const doorLimitSeconds = 60;

/**
 * Brings up an application of somebody's own behind the product's sign-in, and waits until its door is there and closed.
 * It lives in the product's namespace: take it away before the product.
 * @returns where it is reached
 */
export async function deployApplication(context: SandboxContext, options: StackOptions = {}): Promise<string> {
  const workspace = await productWorkspace(context);
  await pulumiUp(workspace, "application", options);
  const url = String((await pulumiOutputs(workspace, "application")).url);
  await waitForHttps({
    pages: [{ url: `${url}/`, accept: isClosed }],
    caFile: rootCaFile(context),
    limitSeconds: doorLimitSeconds,
    stableSeconds: edgeSettlesWithinSeconds,
  });
  return url;
}

export async function destroyApplication(context: SandboxContext, options: StackOptions = {}): Promise<void> {
  await pulumiDestroy(await productWorkspace(context), "application", options);
}
