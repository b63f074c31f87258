import { tokenFor } from "../keycloak/admin.js";
import { kubernetes, namespace } from "../pods/kubernetes.js";
import type { World } from "../stacks/world.js";

/** What the stack hands out to a program. */
export async function machineCredentials(clientId: string, world: World): Promise<Record<string, string>> {
  const { core } = kubernetes(world.access.kubeconfig);
  const { data = {} } = await core.readNamespacedSecret({ name: `service-account-${clientId}`, namespace });
  const decoded = Object.entries(data).map(([key, value]) => [key, Buffer.from(value, "base64").toString("utf8")]);
  return Object.fromEntries(decoded) as Record<string, string>;
}

/** The token that the program gets with them. */
export async function machineToken(clientId: string, world: World): Promise<string> {
  const credentials = await machineCredentials(clientId, world);
  const session = world.stranger();
  try {
    return await tokenFor(session, `${world.access.keycloakUrl}/realms/${world.access.realm}`, {
      grant_type: "client_credentials",
      client_id: credentials["client-id"] ?? "",
      client_secret: credentials["client-secret"] ?? "",
    });
  } finally {
    await session.close();
  }
}
