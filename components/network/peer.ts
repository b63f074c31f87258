import { checkText } from "../validation/check";
import { dnsLabel } from "../validation/names";
import type { Problem } from "../validation/problem";

/**
 * Pods elsewhere in the cluster. Pods on the host's network cannot be selected: they have the addresses of their nodes.
 */
export interface NetworkPeerArgs {
  /** Their namespace. */
  namespace: string;
  /**
   * Labels that select them.
   * @default - every pod of the namespace
   */
  podLabels?: Record<string, string>;
}

/** A peer with all defaults filled in. */
export interface NetworkPeer {
  readonly namespace: string;
  readonly podLabels: Readonly<Record<string, string>>;
}

export function checkPeer({ namespace }: NetworkPeerArgs, path: string): Problem[] {
  return checkText(namespace, dnsLabel, `${path}.namespace`);
}

export function resolvePeer({ namespace, podLabels = {} }: NetworkPeerArgs): NetworkPeer {
  return { namespace, podLabels };
}
