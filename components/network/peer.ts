import { addressRange, isAddressRange, parseAddressRange } from "../validation/addresses";
import { checkInteger, checkNotEmpty, checkText, portBounds } from "../validation/check";
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

/** Pods that serve Keycloak's public address. */
export interface KeycloakPeerArgs {
  /** Their namespace. */
  namespace: string;
  /**
   * Labels that select them.
   * @default - every pod of the namespace
   */
  podLabels?: Record<string, string>;
  /**
   * TCP ports that they listen on for HTTPS, which may differ from those of their Service.
   * @default - the port of `keycloak.url`, 8443 and 10443
   */
  ports?: number[];
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

export function checkKeycloakPeer({ ports, ...peer }: KeycloakPeerArgs, path: string): Problem[] {
  return [...checkPeer(peer, path), ...checkPorts(ports, `${path}.ports`)];
}

export function checkPorts(ports: readonly number[] | undefined, path: string): Problem[] {
  return ports === undefined
    ? []
    : [
        ...checkNotEmpty(ports, path),
        ...ports.flatMap((port, index) => checkInteger(port, portBounds, `${path}[${index}]`)),
      ];
}

export function checkCidrs(cidrs: readonly string[] | undefined, path: string): Problem[] {
  return cidrs === undefined
    ? []
    : [
        ...checkNotEmpty(cidrs, path),
        ...cidrs.flatMap((cidr, index) =>
          isAddressRange(cidr) ? [] : [{ path: `${path}[${index}]`, value: cidr, expected: addressRange.expected }],
        ),
      ];
}

/** A single address as a range of one, which is what an `ipBlock` takes. */
export function cidrOf(text: string): string {
  return parseAddressRange(text)?.network ?? text;
}
