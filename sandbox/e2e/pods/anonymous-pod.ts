import { restrictedContainer } from "../../platform/restricted-pod.js";
import { images } from "../../versions.js";
import type { Kubernetes } from "./kubernetes.js";
import { runInPod } from "./run-in-pod.js";
import { waitForPod } from "./wait-for-pod.js";

/** How an attempt to connect ended: accepted (whatever the answer), or not. */
export type Connection = "open" | "closed";

/** A pod that the stack did not create, from which connections are tried. */
export interface AnonymousPod {
  connect(host: string, port: number): Promise<Connection>;
  remove(): Promise<void>;
}

interface PodPlace {
  /** @default "default", which has no network policies */
  readonly namespace?: string;
  /** @default - none */
  readonly labels?: Readonly<Record<string, string>>;
}

const container = "anonymous";

export async function startAnonymousPod(
  cluster: Kubernetes,
  kubeconfig: string,
  { namespace = "default", labels = {} }: PodPlace = {},
): Promise<AnonymousPod> {
  const { core } = cluster;
  // Valkey's image has a client that reports whether a connection was established, and a server that keeps the pod running.
  const spec = {
    terminationGracePeriodSeconds: 0,
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: "RuntimeDefault" } },
    containers: [
      {
        name: container,
        image: images.valkey,
        command: ["valkey-server", "--save", ""],
        securityContext: restrictedContainer,
      },
    ],
  };
  const created = await core.createNamespacedPod({
    namespace,
    body: { metadata: { generateName: "anonymous-", labels: { ...labels } }, spec },
  });
  const name = created.metadata?.name ?? "";
  const remove = async (): Promise<void> => {
    await core.deleteNamespacedPod({ name, namespace, gracePeriodSeconds: 0 });
  };
  try {
    await waitForPod(cluster, { namespace, name });
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    connect: async (host, port) => {
      const command = ["valkey-cli", "-h", host, "-p", String(port), "-t", "3", "ping"];
      return outcome(await runInPod(kubeconfig, { namespace, pod: name, container, command }));
    },
    remove,
  };
}

/** A name that does not resolve counts as neither: it would pass for a refused connection. */
function outcome(printed: string): Connection {
  // A connected client complains about the answer, which comes from a web server or from a Valkey that expects TLS.
  if (/Protocol error|Server closed the connection|Connection reset by peer/.test(printed)) {
    return "open";
  }
  if (/Could not connect.*Connection (refused|timed out)/.test(printed)) {
    return "closed";
  }
  throw new Error(`unexpected outcome of the attempt to connect: ${printed}`);
}
