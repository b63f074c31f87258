import { execa } from "execa";
import { runningCluster } from "./running-cluster.js";

/** Runs kubectl on the sandbox in the caller's terminal, independent of the caller's KUBECONFIG. */
export async function kubectl(args: readonly string[]): Promise<number> {
  const cluster = await runningCluster();
  const { exitCode } = await execa(cluster.kubectl, args, {
    stdio: "inherit",
    env: { KUBECONFIG: cluster.paths.kubeconfig },
    reject: false,
  });
  return exitCode ?? 1;
}
