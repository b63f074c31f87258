import { AppsV1Api, CustomObjectsApi, KubeConfig, type V1StatefulSet } from "@kubernetes/client-node";
import { waitFor } from "./wait-for.js";

/** A custom resource for which the Prometheus operator creates a StatefulSet. */
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
 * Waits for pods that an operator creates. Neither Helm nor Pulumi knows them, so a release counts as deployed while
 * Prometheus is still starting, or still runs with its former configuration.
 */
export async function waitForStatefulSets(expectation: StatefulSetsExpectation): Promise<void> {
  const { kubeconfig, namespace, objects, limitSeconds } = expectation;
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const sets = config.makeApiClient(AppsV1Api);
  const operated = config.makeApiClient(CustomObjectsApi);
  const resource = { group: "monitoring.coreos.com", version: "v1", namespace };
  await waitFor({
    awaiting: `the pods of ${objects.map(({ statefulSet }) => statefulSet).join(" and ")}`,
    limitSeconds,
    observe: async () => {
      const { items } = await sets.listNamespacedStatefulSet({ namespace });
      const waiting: string[] = [];
      for (const { plural, name, statefulSet } of objects) {
        const wanted = (await operated.getNamespacedCustomObject({ ...resource, plural, name })) as Served;
        const set = items.find(({ metadata }) => metadata?.name === statefulSet);
        if (!isReady(set) || !servesRoutePrefix(set, wanted)) {
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
 * The operator reconciles a change a moment later, and until then the former pods are ready: only their arguments show
 * which route prefix they serve.
 */
function servesRoutePrefix(set: V1StatefulSet | undefined, { spec: { routePrefix = "/" } }: Served): boolean {
  const args = (set?.spec?.template.spec?.containers ?? []).flatMap((container) => container.args ?? []);
  return args.includes(`--web.route-prefix=${routePrefix}`);
}

function isReady({ metadata, spec, status }: V1StatefulSet = {}): boolean {
  const wanted = spec?.replicas ?? 1;
  const isObserved = status?.observedGeneration === metadata?.generation;
  return isObserved && status?.readyReplicas === wanted && status.updatedReplicas === wanted;
}
