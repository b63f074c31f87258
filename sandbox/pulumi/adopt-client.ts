import { productWorkspace } from "./deploy.js";
import { expectNoChanges, pulumiDestroy, pulumiUp, type StackOptions } from "./stack.js";
import type { SandboxContext } from "./workspace.js";

/** Adopts a Keycloak client, and fails unless another update would change nothing. */
export async function adoptClient(context: SandboxContext, options: StackOptions): Promise<void> {
  const workspace = await productWorkspace(context);
  await pulumiUp(workspace, "adoption", options);
  await expectNoChanges(workspace, "adoption", options);
}

/** Deletes the adopted client, like every resource of its stack. */
export async function deleteAdoptedClient(context: SandboxContext, options: StackOptions = {}): Promise<void> {
  await pulumiDestroy(await productWorkspace(context), "adoption", options);
}
