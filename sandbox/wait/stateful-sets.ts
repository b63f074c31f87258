import { AppsV1Api, CustomObjectsApi, KubeConfig, type V1StatefulSet } from "@kubernetes/client-node";
import { waitFor } from "./wait-for.js";

/** An object of the Prometheus operator that it makes a StatefulSet of. */
export interface OperatedObject {
  readonly plural: "prometheuses" | "alertmanagers";
  readonly name: string;
  readonly statefulSet: string;
}

interface StatefulSetsExpectation {
  readonly kubeconfig: string;
  readonly namespace: string;
  readonly objects: readonly OperatedObject[];
  readonly limitSeconds: number;
}

/**
 * Waits for pods that an operator makes: neither Helm nor Pulumi knows of them, so a release counts as deployed while
 * Prometheus is still starting, or still runs as before.
 */
export async function waitForStatefulSets(expectation: StatefulSetsExpectation): Promise<void> {
  const { kubeconfig, namespace, objects, limitSeconds } = expectation;
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const sets = config.makeApiClient(AppsV1Api);
  const operated = config.makeApiClient(CustomObjectsApi);
  const place = { group: "monitoring.coreos.com", version: "v1", namespace };
  await waitFor({
    awaiting: `the pods of ${objects.map(({ statefulSet }) => statefulSet).join(" and ")}`,
    limitSeconds,
    observe: async () => {
      const { items } = await sets.listNamespacedStatefulSet({ namespace });
      const waiting: string[] = [];
      for (const { plural, name, statefulSet } of objects) {
        const wanted = (await operated.getNamespacedCustomObject({ ...place, plural, name })) as Served;
        const set = items.find(({ metadata }) => metadata?.name === statefulSet);
        if (!isReady(set) || !servesAsAsked(set, wanted)) {
          waiting.push(statefulSet);
        }
      }
      return waiting.length === 0 ? { met: true } : { met: false, state: `not ready: ${waiting.join(", ")}` };
    },
    next: `npm run sandbox -- kubectl describe pods -n ${namespace}`,
    pollMilliseconds: 500,
  });
}

interface Served {
  readonly spec: { readonly routePrefix?: string };
}

/**
 * The operator takes up a change a moment later, and until then the pods are ready as they were: what they are started
 * with says where they serve.
 */
function servesAsAsked(set: V1StatefulSet | undefined, { spec: { routePrefix = "/" } }: Served): boolean {
  const args = (set?.spec?.template.spec?.containers ?? []).flatMap((container) => container.args ?? []);
  return args.includes(`--web.route-prefix=${routePrefix}`);
}

function isReady({ metadata, spec, status }: V1StatefulSet = {}): boolean {
  const wanted = spec?.replicas ?? 1;
  const isSeen = status?.observedGeneration === metadata?.generation;
  return isSeen && status?.readyReplicas === wanted && status.updatedReplicas === wanted;
}
