import { cacheRoot } from "../build/cache.js";
import { removeCluster } from "../cluster/cleanup/remove-cluster.js";
import { clusterPaths } from "../cluster/cluster-paths.js";
import { lockMachine } from "../host/lock.js";
import { stopwatch } from "../progress/duration.js";

/** Removes the cluster with everything in it. What was built and downloaded stays in the cache. */
export async function down(): Promise<void> {
  const release = await lockMachine("down");
  try {
    const elapsed = stopwatch();
    const existed = await removeCluster(clusterPaths());
    console.log(existed ? `Removed the sandbox (${elapsed()}).` : "There is no sandbox to remove.");
    console.log(`Programs and images stay cached in ${cacheRoot()}.`);
    console.log("next: npm run sandbox");
  } finally {
    await release();
  }
}
