import { restrictedContainer } from "../../platform/restricted-pod.js";
import { images } from "../../versions.js";
import { waitFor } from "../../wait/wait-for.js";
import { type Kubernetes, namespace } from "./kubernetes.js";

/** A pod and a Service in the product's namespace that answer with the request they got, for `access.applications`. */
export interface EchoPod {
  /** As an entry of `access.applications`, but for who may do what. */
  readonly application: object;
  remove(): Promise<void>;
}

const name = "echo";
const port = 8080;
const podLabels = { app: "echo-pod" };

export async function echoPod({ core }: Kubernetes): Promise<EchoPod> {
  const remove = async (): Promise<void> => {
    await Promise.allSettled([
      core.deleteNamespacedService({ name, namespace }),
      core.deleteNamespacedPod({ name, namespace, gracePeriodSeconds: 0 }),
    ]);
  };
  await remove();
  await core.createNamespacedService({
    namespace,
    body: { metadata: { name }, spec: { selector: podLabels, ports: [{ port, targetPort: port }] } },
  });
  await core.createNamespacedPod({
    namespace,
    body: {
      metadata: { name, labels: podLabels },
      spec: {
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: "RuntimeDefault" } },
        containers: [
          {
            name,
            image: images.goHttpbin,
            args: ["-prefix", `/${name}`, "-port", String(port)],
            securityContext: restrictedContainer,
          },
        ],
      },
    },
  });
  await waitFor({
    awaiting: `the pod ${name} to run`,
    limitSeconds: 60,
    observe: async () => {
      const { status } = await core.readNamespacedPod({ name, namespace });
      const isReady = status?.containerStatuses?.every(({ ready }) => ready) ?? false;
      return isReady ? { met: true } : { met: false, state: status?.phase ?? "unknown" };
    },
    next: `npm run sandbox -- logs ${namespace}/${name}`,
  }).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  return { application: { name, service: { name, port }, pods: { podLabels, port }, apiPaths: [] }, remove };
}
