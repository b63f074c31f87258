import { restrictedContainer } from "../../platform/restricted-pod.js";
import { images } from "../../versions.js";
import { type Kubernetes, namespace } from "./kubernetes.js";
import { waitForPod } from "./wait-for-pod.js";

/** A pod and a Service in the product's namespace that answer with the request they received. */
export interface EchoPod {
  remove(): Promise<void>;
}

const name = "echo";
const port = 8080;
const podLabels = { app: "echo-pod" };

/** An entry of `access.applications`, without its rules. */
export const echoPodApplication = { name, service: { name, port }, pods: { podLabels, port } };

export async function startEchoPod(cluster: Kubernetes): Promise<EchoPod> {
  const { core } = cluster;
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
  try {
    await waitForPod(cluster, { namespace, name });
  } catch (error) {
    await remove();
    throw error;
  }
  return { remove };
}
