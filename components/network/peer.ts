/** Pods elsewhere in the cluster. Pods on the host's network cannot be named: they have the addresses of their nodes. */
export interface NetworkPeerArgs {
  /** Their namespace. */
  namespace: string;
  /**
   * Labels that they carry.
   * @default - every pod of the namespace
   */
  podLabels?: Record<string, string>;
}
