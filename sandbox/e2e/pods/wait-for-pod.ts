import type { V1Pod } from "@kubernetes/client-node";
import { waitFor } from "../../wait/wait-for.js";
import type { Kubernetes } from "./kubernetes.js";

/** Waits until every container of a pod is ready, and returns the pod. */
export async function waitForPod(
  { core }: Kubernetes,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): Promise<V1Pod> {
  let pod: V1Pod = {};
  await waitFor({
    awaiting: `the pod ${name} to become ready`,
    limitSeconds: 60,
    observe: async () => {
      pod = await core.readNamespacedPod({ name, namespace });
      const isReady = pod.status?.containerStatuses?.every(({ ready }) => ready) ?? false;
      return isReady ? { met: true } : { met: false, state: pod.status?.phase ?? "unknown" };
    },
    next: `npm run sandbox -- logs ${namespace}/${name}`,
  });
  return pod;
}
