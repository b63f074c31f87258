/** Addresses and ports of the sandbox's own network. Nothing listens outside loopback and the bridge. */
export const networkPlan = {
  /** Our own bridge: pods hang on it, and its address is the node's. */
  bridge: "mss0",
  /** Fixed, or the bridge would change its address with the first pod that joins. */
  bridgeMac: "02:6d:73:73:00:01",
  nodeIp: "10.244.0.1",
  podCidr: "10.244.0.0/24",
  serviceCidr: "10.96.0.0/16",
  /** First address of `serviceCidr`: the API server as pods see it. */
  kubernetesServiceIp: "10.96.0.1",
  dnsIp: "10.96.0.10",
  clusterDomain: "cluster.local",
  nodeName: "monitoring-sso",
  apiPort: 6443,
  kubeletPort: 10250,
  // Not the usual 2379, 2380, 10249 and 10256: an etcd or a kube-proxy of the machine may have them.
  etcdClientPort: 23790,
  etcdPeerPort: 23800,
  proxyMetricsPort: 20249,
  proxyHealthPort: 20256,
} as const;

/** Name of the CNI network, and so the mark in the port-mapping rules and address files that are ours. */
export const cniNetworkName = "monitoring-sso";

/** All pods' control groups are below this one: whatever runs in it is ours to end. */
export const podCgroup = "monitoring-sso";

/** Our own nftables table: keeps the pod and service networks closed to the machine's other interfaces. */
export const guardTable = "monitoring_sso_guard";

export const apiUrl = `https://${networkPlan.nodeIp}:${networkPlan.apiPort}`;
