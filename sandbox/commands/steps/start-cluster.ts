import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { clusterPaths } from "../../cluster/cluster-paths.js";
import { clusterState, loadImages, startCluster } from "../../cluster/cluster.js";
import { left } from "../up-context.js";
import { step } from "./step.js";

/** Debian's place of the network plugins, then the one that everybody else uses. */
const cniFolders = ["/usr/lib/cni", "/opt/cni/bin"];

function cniFolder(): string | undefined {
  return cniFolders.find((folder) => existsSync(join(folder, "portmap")));
}

export const startClusterStep = step({
  title: "Kubernetes",
  expectedSeconds: 20,
  run: async (context, report) => {
    const paths = clusterPaths();
    const images = left(context.archives, "images");
    const state = await clusterState(paths);
    if (state.type === "healthy") {
      await loadImages(paths, { images, report });
      return "runs already";
    }
    if (state.type === "broken") {
      report(`starting anew: ${state.reason}`);
    }
    const tools = left(context.tools, "programs");
    const binaries = {
      kubernetes: dirname(tools.kubeApiserver),
      kubeRouter: tools.kubeRouter,
      cni: left(cniFolder(), "Debian packages"),
    };
    await startCluster({ binaries, images, report }, paths);
    return "node Ready";
  },
});
