import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { clusterState, loadImages, startCluster } from "../../cluster/cluster.js";
import { clusterPaths } from "../../cluster/cluster-paths.js";
import { resultOf } from "../up-context.js";
import { step } from "./step.js";

/** The folder of the network plugins on Debian, then the usual one. */
const cniFolders = ["/usr/lib/cni", "/opt/cni/bin"];

function cniFolder(): string | undefined {
  return cniFolders.find((folder) => existsSync(join(folder, "portmap")));
}

export const startClusterStep = step({
  title: "Kubernetes",
  expectedSeconds: 20,
  run: async (context, report) => {
    const paths = clusterPaths();
    const images = resultOf(context.archives, "images");
    const state = await clusterState(paths);
    if (state.type === "healthy") {
      await loadImages(paths, { images, report });
      return "already running";
    }
    if (state.type === "broken") {
      report(`starting a new cluster: ${state.reason}`);
    }
    const tools = resultOf(context.tools, "programs");
    const binaries = {
      kubernetes: dirname(tools.kubeApiserver),
      kubeRouter: tools.kubeRouter,
      cni: resultOf(cniFolder(), "Debian packages"),
    };
    await startCluster({ binaries, images, report }, paths);
    return "node Ready";
  },
});
