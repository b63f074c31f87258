import assert from "node:assert/strict";
import type { Kubernetes } from "./kubernetes.js";

/** Address of Traefik's pod, where it also serves entry points that it does not publish on this machine. */
export async function traefikPodAddress({ core }: Kubernetes): Promise<string> {
  const { items } = await core.listNamespacedPod({
    namespace: "traefik",
    labelSelector: "app.kubernetes.io/name=traefik",
    fieldSelector: "status.phase=Running",
  });
  const address = items[0]?.status?.podIP;
  assert.ok(address, "Traefik is not running");
  return address;
}
