import { join } from "node:path";
import type { ClusterPaths } from "./cluster-paths.js";
import { componentKubeconfig } from "./kubeconfig.js";
import { networkPlan } from "./network-plan.js";

/** In start order. */
export const componentNames = [
  "etcd",
  "containerd",
  "apiserver",
  "controller-manager",
  "scheduler",
  "kubelet",
  "kube-proxy",
  "kube-router",
] as const;

export type ComponentName = (typeof componentNames)[number];

export interface Component {
  readonly name: ComponentName;
  readonly command: string;
  readonly args: readonly string[];
}

/** Paths of the programs: Kubernetes' own in one folder; those of the machine are found on PATH. */
export interface ClusterBinaries {
  /** Folder with kube-apiserver, kube-controller-manager, kube-scheduler, kubelet, kube-proxy and kubectl. */
  readonly kubernetes: string;
  /** The program that enforces network policies. */
  readonly kubeRouter: string;
  /** Folder with the CNI plugins bridge, host-local, loopback and portmap. */
  readonly cni: string;
}

/** `{ "a-flag": "value" }` as `--a-flag=value`. */
function flags(values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values).map(([flag, value]) => `--${flag}=${value}`);
}

function etcd(paths: ClusterPaths): Component {
  const pki = (file: string): string => join(paths.pki, file);
  const clientUrl = `https://127.0.0.1:${networkPlan.etcdClientPort}`;
  const peerUrl = `https://127.0.0.1:${networkPlan.etcdPeerPort}`;
  return {
    name: "etcd",
    command: "etcd",
    args: flags({
      name: "sandbox",
      "data-dir": paths.etcd,
      "listen-client-urls": clientUrl,
      "advertise-client-urls": clientUrl,
      "listen-peer-urls": peerUrl,
      "initial-advertise-peer-urls": peerUrl,
      "initial-cluster": `sandbox=${peerUrl}`,
      "cert-file": pki("etcd.crt"),
      "key-file": pki("etcd.key"),
      "client-cert-auth": "true",
      "trusted-ca-file": pki("etcd-ca.crt"),
      "peer-cert-file": pki("etcd.crt"),
      "peer-key-file": pki("etcd.key"),
      "peer-client-cert-auth": "true",
      "peer-trusted-ca-file": pki("etcd-ca.crt"),
      // A cluster that is discarded after a crash need not survive a power failure, so etcd need not wait for the disk.
      "unsafe-no-fsync": "true",
      "log-level": "warn",
    }),
  };
}

function apiserver(paths: ClusterPaths, binaries: ClusterBinaries): Component {
  const pki = (file: string): string => join(paths.pki, file);
  return {
    name: "apiserver",
    command: join(binaries.kubernetes, "kube-apiserver"),
    args: flags({
      "etcd-servers": `https://127.0.0.1:${networkPlan.etcdClientPort}`,
      "etcd-cafile": pki("etcd-ca.crt"),
      "etcd-certfile": pki("etcd-client.crt"),
      "etcd-keyfile": pki("etcd-client.key"),
      // Pods reach the API server at the advertised address; loopback would be their own.
      "bind-address": networkPlan.nodeIp,
      "advertise-address": networkPlan.nodeIp,
      "secure-port": String(networkPlan.apiPort),
      "service-cluster-ip-range": networkPlan.serviceCidr,
      "client-ca-file": pki("ca.crt"),
      "tls-cert-file": pki("apiserver.crt"),
      "tls-private-key-file": pki("apiserver.key"),
      "tls-min-version": "VersionTLS12",
      "service-account-key-file": pki("service-account.pub"),
      "service-account-signing-key-file": pki("service-account.key"),
      "service-account-issuer": `https://kubernetes.default.svc.${networkPlan.clusterDomain}`,
      "authorization-mode": "Node,RBAC",
      "anonymous-auth": "false",
      "enable-admission-plugins": "NodeRestriction",
      "kubelet-certificate-authority": pki("ca.crt"),
      "kubelet-client-certificate": pki("kubelet-client.crt"),
      "kubelet-client-key": pki("kubelet-client.key"),
      // By name, `kubectl logs` and `exec` would resolve the node with the machine's DNS.
      "kubelet-preferred-address-types": "InternalIP",
      "allow-privileged": "true",
      profiling: "false",
    }),
  };
}

function controllerManager(paths: ClusterPaths, binaries: ClusterBinaries): Component {
  return {
    name: "controller-manager",
    command: join(binaries.kubernetes, "kube-controller-manager"),
    args: flags({
      kubeconfig: componentKubeconfig(paths, "controller-manager"),
      "service-account-private-key-file": join(paths.pki, "service-account.key"),
      "root-ca-file": join(paths.pki, "ca.crt"),
      "use-service-account-credentials": "true",
      "allocate-node-cidrs": "false",
      "flex-volume-plugin-dir": join(paths.kubelet, "volume-plugins"),
      "leader-elect": "false",
      "secure-port": "0",
      profiling: "false",
      // Helm and the operator create dozens of objects at once, for which the default of 20 per second is too slow.
      "kube-api-qps": "100",
      "kube-api-burst": "200",
    }),
  };
}

function scheduler(paths: ClusterPaths, binaries: ClusterBinaries): Component {
  return {
    name: "scheduler",
    command: join(binaries.kubernetes, "kube-scheduler"),
    args: flags({
      kubeconfig: componentKubeconfig(paths, "scheduler"),
      "leader-elect": "false",
      "secure-port": "0",
      profiling: "false",
    }),
  };
}

function containerd(paths: ClusterPaths): Component {
  return { name: "containerd", command: "containerd", args: ["--config", join(paths.config, "containerd.toml")] };
}

function kubelet(paths: ClusterPaths, binaries: ClusterBinaries): Component {
  return {
    name: "kubelet",
    command: join(binaries.kubernetes, "kubelet"),
    args: flags({
      config: join(paths.config, "kubelet.yaml"),
      kubeconfig: componentKubeconfig(paths, "kubelet"),
      "hostname-override": networkPlan.nodeName,
      "node-ip": networkPlan.nodeIp,
      "root-dir": paths.kubelet,
      "cert-dir": join(paths.kubelet, "pki"),
    }),
  };
}

function kubeProxy(paths: ClusterPaths, binaries: ClusterBinaries): Component {
  return {
    name: "kube-proxy",
    command: join(binaries.kubernetes, "kube-proxy"),
    args: flags({
      kubeconfig: componentKubeconfig(paths, "kube-proxy"),
      "hostname-override": networkPlan.nodeName,
      "proxy-mode": "nftables",
      "cluster-cidr": networkPlan.podCidr,
      // The size and timeouts of the machine's connection tracking stay unchanged.
      "conntrack-max-per-core": "0",
      "conntrack-tcp-timeout-established": "0s",
      "conntrack-tcp-timeout-close-wait": "0s",
      // A NodePort would otherwise listen on every interface.
      "nodeport-addresses": `${networkPlan.nodeIp}/32`,
      "metrics-bind-address": `127.0.0.1:${networkPlan.proxyMetricsPort}`,
      "healthz-bind-address": `127.0.0.1:${networkPlan.proxyHealthPort}`,
    }),
  };
}

/** Enforces network policies only: the bridge plugin provides the pod network, and kube-proxy the Services. */
function kubeRouter(paths: ClusterPaths, binaries: ClusterBinaries): Component {
  return {
    name: "kube-router",
    command: binaries.kubeRouter,
    args: flags({
      kubeconfig: componentKubeconfig(paths, "kube-router"),
      "hostname-override": networkPlan.nodeName,
      "service-cluster-ip-range": networkPlan.serviceCidr,
      "run-firewall": "true",
      "run-router": "false",
      "run-service-proxy": "false",
      "run-loadbalancer": "false",
      // Both would listen on every interface, and the address of the health port is not configurable.
      "health-port": "0",
      "metrics-port": "0",
    }),
  };
}

/** Every component of the cluster by name. */
export function clusterComponents(paths: ClusterPaths, binaries: ClusterBinaries): Record<ComponentName, Component> {
  return {
    etcd: etcd(paths),
    containerd: containerd(paths),
    apiserver: apiserver(paths, binaries),
    "controller-manager": controllerManager(paths, binaries),
    scheduler: scheduler(paths, binaries),
    kubelet: kubelet(paths, binaries),
    "kube-proxy": kubeProxy(paths, binaries),
    "kube-router": kubeRouter(paths, binaries),
  };
}
