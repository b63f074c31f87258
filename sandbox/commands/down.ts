import { cacheRoot } from "../build/cache.js";
import { removeCluster } from "../cluster/cleanup/remove-cluster.js";
import { clusterPaths } from "../cluster/cluster-paths.js";
import { lockMachine } from "../host/lock.js";
import { formatDuration } from "../progress/logged-command.js";

/** Removes the cluster with all it holds. What was built and downloaded stays in the cache. */
export async function down(): Promise<void> {
  const release = await lockMachine("down");
  try {
    const started = Date.now();
    const wasThere = await removeCluster(clusterPaths());
    const seconds = formatDuration((Date.now() - started) / 1000);
    console.log(wasThere ? `The sandbox is removed (${seconds}).` : "There is no sandbox to remove.");
    console.log(`Programs and images stay in ${cacheRoot()}.`);
    console.log("next: npm run sandbox");
  } finally {
    await release();
  }
}
