import { AppsV1Api, KubeConfig, type V1StatefulSet } from "@kubernetes/client-node";
import { waitFor } from "../cluster/wait.js";

export interface StatefulSetsExpectation {
  readonly kubeconfig: string;
  readonly namespace: string;
  readonly names: readonly string[];
  readonly limitSeconds: number;
}

/**
 * Waits for pods that an operator makes: neither Helm nor Pulumi knows of them, so a release counts as deployed while
 * Prometheus is still starting.
 */
export async function waitForStatefulSets(expectation: StatefulSetsExpectation): Promise<void> {
  const { kubeconfig, namespace, names, limitSeconds } = expectation;
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const api = config.makeApiClient(AppsV1Api);
  await waitFor({
    awaiting: `the pods of ${names.join(" and ")}`,
    limitSeconds,
    observe: async () => {
      const { items } = await api.listNamespacedStatefulSet({ namespace });
      const waiting = names.filter((name) => !isReady(items.find((set) => set.metadata?.name === name)));
      return waiting.length === 0 ? { met: true } : { met: false, state: `not ready: ${waiting.join(", ")}` };
    },
    next: `npm run sandbox -- kubectl describe pods -n ${namespace}`,
    pollMilliseconds: 500,
  });
}

function isReady({ metadata, spec, status }: V1StatefulSet = {}): boolean {
  const wanted = spec?.replicas ?? 1;
  const isSeen = status?.observedGeneration === metadata?.generation;
  return isSeen && status?.readyReplicas === wanted && status.updatedReplicas === wanted;
}
