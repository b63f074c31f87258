import { join } from "node:path";
import type { ClusterPaths } from "./cluster-paths.js";
import { componentKubeconfig } from "./kubeconfig.js";
import { networkPlan } from "./network-plan.js";

/** Start order; a stop goes the other way. */
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

/** Where the programs are: Kubernetes' own in one folder, the machine's by name from PATH. */
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
      // A cluster that is thrown away after a crash need not survive a power cut: no waiting for the disk.
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
      // Pods reach the API server at the address it advertises: loopback would be their own.
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
      // By name, `kubectl logs` and `exec` would ask the machine's DNS for the node.
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
      // Helm and the operator create dozens of objects at once; the default of 20 a second is for big clusters.
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
      // The machine's connection tracking keeps its own size and times.
      "conntrack-max-per-core": "0",
      "conntrack-tcp-timeout-established": "0s",
      "conntrack-tcp-timeout-close-wait": "0s",
      // A NodePort would otherwise be open on every interface.
      "nodeport-addresses": `${networkPlan.nodeIp}/32`,
      "metrics-bind-address": `127.0.0.1:${networkPlan.proxyMetricsPort}`,
      "healthz-bind-address": `127.0.0.1:${networkPlan.proxyHealthPort}`,
    }),
  };
}

/** Its network policies alone: pods have their network from the bridge plugin, and Services from kube-proxy. */
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
      // Both would listen on every interface; the health port cannot be told otherwise.
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
