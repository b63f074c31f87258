/** Addresses and ports of the sandbox's own network. Nothing listens outside loopback and the bridge. */
export const networkPlan = {
  /** The sandbox's own bridge, to which pods are attached; its address is the node's. */
  bridge: "mss0",
  /** Fixed, or the bridge would change its address when the first pod is attached. */
  bridgeMac: "02:6d:73:73:00:01",
  nodeIp: "10.244.0.1",
  podCidr: "10.244.0.0/24",
  serviceCidr: "10.96.0.0/16",
  /** First address of `serviceCidr`: the address of the API server for pods. */
  kubernetesServiceIp: "10.96.0.1",
  dnsIp: "10.96.0.10",
  clusterDomain: "cluster.local",
  nodeName: "monitoring-sso",
  apiPort: 6443,
  kubeletPort: 10250,
  // Not the usual 2379, 2380, 10249 and 10256, which an etcd or kube-proxy of the machine may use.
  etcdClientPort: 23790,
  etcdPeerPort: 23800,
  proxyMetricsPort: 20249,
  proxyHealthPort: 20256,
} as const;

/** Name of the CNI network, which marks the sandbox's own port-mapping rules and address files. */
export const cniNetworkName = "monitoring-sso";

/** Parent of the control groups of all pods: every process in it belongs to the sandbox. */
export const podCgroup = "monitoring-sso";

/** The sandbox's own nftables table, which closes the pod and service networks to the machine's other interfaces. */
export const guardTable = "monitoring_sso_guard";

export const apiUrl = `https://${networkPlan.nodeIp}:${networkPlan.apiPort}`;
