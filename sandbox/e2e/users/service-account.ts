import { clientToken } from "../keycloak/tokens.js";
import { kubernetes, namespace } from "../pods/kubernetes.js";
import type { RunningSandbox } from "../stacks/running-sandbox.js";

/** The credentials that the stack hands out for a service account, by key of their Secret. */
export async function serviceAccountCredentials(
  sandbox: RunningSandbox,
  clientId: string,
): Promise<Record<string, string>> {
  const { core } = kubernetes(sandbox.access.kubeconfig);
  const { data = {} } = await core.readNamespacedSecret({ name: `service-account-${clientId}`, namespace });
  const decoded = Object.entries(data).map(([key, value]) => [key, Buffer.from(value, "base64").toString("utf8")]);
  return Object.fromEntries(decoded) as Record<string, string>;
}

/** The access token that a service account of the stack gets with its credentials. */
export async function serviceAccountToken(sandbox: RunningSandbox, clientId: string): Promise<string> {
  const credentials = await serviceAccountCredentials(sandbox, clientId);
  return clientToken(sandbox, {
    clientId: credentials["client-id"] ?? "",
    clientSecret: credentials["client-secret"] ?? "",
  });
}
