import { images } from "../../versions.js";
import { waitFor } from "../../wait/wait-for.js";
import type { Kubernetes } from "./kubernetes.js";
import { runInPod } from "./run-in-pod.js";

/** How an attempt to connect ended: let in (whatever was answered), or turned away. */
export type Connection = "open" | "closed";

/** A pod that has nothing to do with the stack, in a namespace that no policy closes. */
export interface StrangerPod {
  connect(host: string, port: number): Promise<Connection>;
  remove(): Promise<void>;
}

const namespace = "default";
const container = "stranger";

export async function strangerPod({ core }: Kubernetes, kubeconfig: string): Promise<StrangerPod> {
  // Valkey's image has the one client of ours that says whether a connection came about, and a server to stay alive.
  const spec = {
    terminationGracePeriodSeconds: 0,
    automountServiceAccountToken: false,
    containers: [{ name: container, image: images.valkey, command: ["valkey-server", "--save", ""] }],
  };
  const created = await core.createNamespacedPod({
    namespace,
    body: { metadata: { generateName: "stranger-" }, spec },
  });
  const name = created.metadata?.name ?? "";
  const remove = async (): Promise<void> => {
    await core.deleteNamespacedPod({ name, namespace, gracePeriodSeconds: 0 });
  };
  await waitFor({
    awaiting: `the pod ${name} to run`,
    limitSeconds: 60,
    observe: async () => {
      const { status } = await core.readNamespacedPod({ name, namespace });
      const isRunning = status?.containerStatuses?.every(({ ready }) => ready) ?? false;
      return isRunning ? { met: true } : { met: false, state: status?.phase ?? "unknown" };
    },
    next: `npm run sandbox -- logs ${namespace}/${name}`,
  }).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  return {
    connect: async (host, port) => {
      const command = ["valkey-cli", "-h", host, "-p", String(port), "-t", "3", "ping"];
      return outcome(await runInPod(kubeconfig, { namespace, pod: name, container, command }));
    },
    remove,
  };
}

/** A name that is not found counts as neither: it would look like a closed door. */
function outcome(printed: string): Connection {
  // Whoever is connected complains about the answer: it comes from a web server, or from a Valkey that wants TLS.
  if (/Protocol error|Server closed the connection|Connection reset by peer/.test(printed)) {
    return "open";
  }
  if (/Could not connect.*Connection (refused|timed out)/.test(printed)) {
    return "closed";
  }
  throw new Error(`the attempt to connect ended otherwise: ${printed}`);
}
