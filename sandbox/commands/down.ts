import { cacheRoot } from "../build/cache.js";
import { removeCluster } from "../cluster/cleanup/remove-cluster.js";
import { clusterPaths } from "../cluster/cluster-paths.js";
import { lockMachine } from "../host/lock.js";
import { formatDuration } from "../progress/logged-command.js";

/** Removes the cluster with everything in it. What was built and downloaded stays in the cache. */
export async function down(): Promise<void> {
  const release = await lockMachine("down");
  try {
    const started = Date.now();
    const existed = await removeCluster(clusterPaths());
    const seconds = formatDuration((Date.now() - started) / 1000);
    console.log(existed ? `Removed the sandbox (${seconds}).` : "There is no sandbox to remove.");
    console.log(`Programs and images stay cached in ${cacheRoot()}.`);
    console.log("next: npm run sandbox");
  } finally {
    await release();
  }
}
