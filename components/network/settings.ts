import { ProxyMode } from "../proxy-contract/mode";
import { checkInteger, checkText, portBounds } from "../validation/check";
import { dnsLabel } from "../validation/names";
import type { Problem } from "../validation/problem";
import { resolver } from "../validation/settle";
import { checkPeer, type NetworkPeer, type NetworkPeerArgs, resolvePeer } from "./peer";

/** An application that the edge reaches, or the proxy in its mode `reverse-proxy`. */
export interface NetworkApplicationArgs {
  /** DNS label, unique. */
  name: string;
  /** Labels of its pods: a policy selects pods, and a Service's name does not lead to them. */
  podLabels: Record<string, string>;
  /** Port that the pods listen on, which may differ from the Service's. */
  port: number;
}

export interface NetworkPoliciesArgs {
  /** Namespace of the stack. Every pod in it is isolated in both directions, except for the flows listed here. */
  namespace: string;
  /** The edge's pods: only they reach the proxy and the applications. */
  edge: NetworkPeerArgs;
  /**
   * In `reverse-proxy` only the proxy reaches the applications, and the edge reaches only the proxy and Grafana.
   * @default "middleware"
   */
  proxyMode?: ProxyMode;
  /**
   * The cluster's DNS pods.
   * @default - every pod of kube-system
   */
  dns?: NetworkPeerArgs;
  /**
   * Pods that serve Keycloak's address, where they are in this cluster: another edge's pods, or Keycloak's own.
   * @default - the edge
   */
  keycloak?: NetworkPeerArgs;
  /**
   * Port of Keycloak's public address.
   * @default 443
   */
  keycloakPort?: number;
  /**
   * The stack's Valkey stores the sessions.
   * @default true
   */
  valkey?: boolean;
  /**
   * Ports of a session store outside of this namespace.
   * @default - none
   */
  externalSessionPorts?: number[];
  /**
   * Grafana is part of the stack.
   * @default true
   */
  grafana?: boolean;
  /**
   * Protected applications in addition to the built-in ones. An application that is missing here stays unreachable until
   * another policy admits its traffic: policies are additive.
   * @default - none
   */
  applications?: NetworkApplicationArgs[];
}

/** The arguments with every default filled in. */
export interface NetworkSettings {
  readonly namespace: string;
  readonly edge: NetworkPeer;
  readonly dns: NetworkPeer;
  readonly keycloak: NetworkPeer;
  readonly proxyMode: ProxyMode;
  readonly keycloakPort: number;
  readonly valkey: boolean;
  readonly externalSessionPorts: readonly number[];
  readonly grafana: boolean;
  readonly applications: readonly Readonly<NetworkApplicationArgs>[];
}

const dnsPods: NetworkPeerArgs = { namespace: "kube-system" };

/** Port of Keycloak's public address, where its URL names none. */
export const keycloakPort = 443;

export function resolveNetwork(args: NetworkPoliciesArgs): NetworkSettings {
  return {
    namespace: args.namespace,
    edge: resolvePeer(args.edge),
    dns: resolvePeer(args.dns ?? dnsPods),
    keycloak: resolvePeer(args.keycloak ?? args.edge),
    proxyMode: args.proxyMode ?? ProxyMode.Middleware,
    keycloakPort: args.keycloakPort ?? keycloakPort,
    valkey: args.valkey ?? true,
    externalSessionPorts: args.externalSessionPorts ?? [],
    grafana: args.grafana ?? true,
    applications: args.applications ?? [],
  };
}

type PeerArgs = Pick<NetworkPoliciesArgs, "edge" | "keycloak" | "dns">;

/** @param prefix of the keys, such as `network.` */
export function checkPeers(args: PeerArgs, prefix = ""): Problem[] {
  return (["edge", "keycloak", "dns"] as const).flatMap((key) => {
    const peer = args[key];
    return peer === undefined ? [] : checkPeer(peer, `${prefix}${key}`);
  });
}

function checkNetwork(args: NetworkPoliciesArgs): Problem[] {
  return [
    ...checkText(args.namespace, dnsLabel, "namespace"),
    ...checkPeers(args),
    ...(args.applications ?? []).flatMap(({ name, ...pods }, index) => [
      ...checkText(name, dnsLabel, `applications[${index}].name`),
      ...checkPods(pods, `applications[${index}]`),
    ]),
  ];
}

/** Checks which pods the edge is admitted to. */
export function checkPods({ podLabels, port }: Omit<NetworkApplicationArgs, "name">, path: string): Problem[] {
  const labels: Problem = {
    path: `${path}.podLabels`,
    value: podLabels,
    expected: "at least one label",
    fix: "without one the edge would reach every pod of the namespace on this port",
  };
  return [...(Object.keys(podLabels).length === 0 ? [labels] : []), ...checkInteger(port, portBounds, `${path}.port`)];
}

export const network = resolver(checkNetwork, resolveNetwork);
