import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify as toml } from "smol-toml";
import { stringify as yaml } from "yaml";
import type { ClusterPaths } from "./cluster-paths.js";
import { cniNetworkName, networkPlan, podCgroup } from "./network-plan.js";

const pauseImage = "sandbox.local/pause:1";

/** containerd with its own root, state and socket, separate from the machine's containerd or Docker. */
export function containerdConfig(paths: ClusterPaths, cniBinaries: string): string {
  const cri = "io.containerd.grpc.v1.cri";
  return toml({
    version: 2,
    root: paths.containerdRoot,
    state: paths.containerdState,
    // None is needed, and each would probe the machine or create a folder outside of the sandbox's own.
    disabled_plugins: ["aufs", "btrfs", "devmapper", "zfs"]
      .map((name) => `io.containerd.snapshotter.v1.${name}`)
      .concat("io.containerd.internal.v1.opt", "io.containerd.tracing.processor.v1.otlp"),
    required_plugins: [cri],
    grpc: { address: paths.containerdSocket },
    plugins: {
      [cri]: {
        sandbox_image: pauseImage,
        // Without CAP_SYS_RESOURCE a negative oom_score_adj cannot be written and no container starts.
        restrict_oom_score_adj: true,
        // Below the sandbox's state folder, so that leftovers of a killed run can be recognized as its own.
        netns_mounts_under_state_dir: true,
        stream_server_address: "127.0.0.1",
        stream_server_port: "0",
        cni: { bin_dir: cniBinaries, conf_dir: paths.cniConfig, max_conf_num: 1 },
        containerd: {
          runtimes: { runc: { runtime_type: "io.containerd.runc.v2", options: { Root: paths.runcState } } },
        },
      },
    },
  });
}

/**
 * Pods on the sandbox's bridge. The bridge exists already, with its address, so the plugin does not make it a gateway: that
 * would enable forwarding for the whole machine. No masquerading, because pods need nothing outside of the machine.
 */
export function cniConfig(paths: ClusterPaths): string {
  return JSON.stringify({
    cniVersion: "0.4.0",
    name: cniNetworkName,
    plugins: [
      {
        type: "bridge",
        bridge: networkPlan.bridge,
        isGateway: false,
        ipMasq: false,
        hairpinMode: true,
        ipam: {
          type: "host-local",
          dataDir: paths.cniAddresses,
          ranges: [[{ subnet: networkPlan.podCidr, gateway: networkPlan.nodeIp }]],
          routes: [{ dst: "0.0.0.0/0" }],
        },
      },
      { type: "portmap", capabilities: { portMappings: true }, snat: true },
    ],
  });
}

export function kubeletConfig(paths: ClusterPaths): string {
  return yaml({
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    address: networkPlan.nodeIp,
    port: networkPlan.kubeletPort,
    healthzPort: 0,
    authentication: {
      x509: { clientCAFile: join(paths.pki, "ca.crt") },
      anonymous: { enabled: false },
      webhook: { enabled: true },
    },
    authorization: { mode: "Webhook" },
    tlsCertFile: join(paths.pki, "kubelet.crt"),
    tlsPrivateKeyFile: join(paths.pki, "kubelet.key"),
    clusterDNS: [networkPlan.dnsIp],
    clusterDomain: networkPlan.clusterDomain,
    resolvConf: join(paths.config, "resolv.conf"),
    containerRuntimeEndpoint: `unix://${paths.containerdSocket}`,
    cgroupDriver: "cgroupfs",
    cgroupRoot: `/${podCgroup}`,
    failSwapOn: false,
    // Some machines still use cgroup v1, which the kubelet rejects by default from 1.35 on.
    failCgroupV1: false,
    // The kubelet's own score, -999 by default, needs CAP_SYS_RESOURCE.
    oomScoreAdj: 0,
    makeIPTablesUtilChains: false,
    podLogsDir: paths.podLogs,
    volumePluginDir: join(paths.kubelet, "volume-plugins"),
    // A changed Secret or ConfigMap reaches its pod within this time; the default is a minute.
    syncFrequency: "10s",
    // Images are imported and cannot be pulled, so they must never be collected.
    imageGCHighThresholdPercent: 100,
    imageGCLowThresholdPercent: 99,
    evictionHard: { "memory.available": "100Mi", "nodefs.available": "1%", "imagefs.available": "1%" },
    shutdownGracePeriod: "0s",
  });
}

/** Writes the files that the components read, except the kubeconfigs. */
export async function writeNodeConfig(paths: ClusterPaths, cniBinaries: string): Promise<void> {
  await mkdir(paths.cniConfig, { recursive: true });
  await Promise.all([
    writeFile(join(paths.config, "containerd.toml"), containerdConfig(paths, cniBinaries)),
    writeFile(join(paths.cniConfig, "10-bridge.conflist"), cniConfig(paths)),
    writeFile(join(paths.config, "kubelet.yaml"), kubeletConfig(paths)),
    // For host-network pods only. Nothing answers at this address: a sandbox resolves no external names.
    writeFile(join(paths.config, "resolv.conf"), "nameserver 127.0.0.1\n"),
  ]);
}
