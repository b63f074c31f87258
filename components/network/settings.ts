import type { ProxyMode } from "../proxy-contract/mode";
import type { NetworkPeerArgs } from "./peer";

/** An application that the edge reaches, or the proxy in its mode `reverse-proxy`. */
export interface NetworkApplicationArgs {
  /** DNS label, unique. */
  name: string;
  /** Labels of its pods: a policy selects pods, and nothing leads from a Service's name to them. */
  podLabels: Record<string, string>;
  /** Port that the pods listen on, which need not be the Service's. */
  port: number;
}

export interface NetworkPoliciesArgs {
  /** Namespace of the stack: every pod in it is closed both ways, but for what is listed. */
  namespace: string;
  /** The edge's pods: they alone reach the proxy and the applications. */
  edge: NetworkPeerArgs;
  /**
   * In `reverse-proxy` the proxy alone reaches the applications, and the edge nothing but the proxy and Grafana.
   * @default "middleware"
   */
  proxyMode?: ProxyMode;
  /**
   * The cluster's DNS pods.
   * @default - every pod of kube-system
   */
  dns?: NetworkPeerArgs;
  /**
   * What answers for Keycloak's address, where that is in this cluster: another edge's pods, or Keycloak's own.
   * @default - the edge
   */
  keycloak?: NetworkPeerArgs;
  /**
   * Port of Keycloak's public address.
   * @default 443
   */
  keycloakPort?: number;
  /**
   * Sessions are kept in this stack's Valkey.
   * @default true
   */
  valkey?: boolean;
  /**
   * Ports of the session store outside of this namespace.
   * @default - none
   */
  externalSessionPorts?: number[];
  /**
   * Grafana is part of the stack.
   * @default true
   */
  grafana?: boolean;
  /**
   * Protected applications besides the built-in ones. One that is missing here stays closed until a policy of your own
   * opens it: policies add up.
   * @default - none
   */
  applications?: NetworkApplicationArgs[];
}

/** The arguments with every default filled in. */
export interface NetworkSettings {
  readonly namespace: string;
  readonly edge: { readonly namespace: string; readonly podLabels: Readonly<Record<string, string>> };
  readonly dns: { readonly namespace: string; readonly podLabels: Readonly<Record<string, string>> };
  readonly keycloak: { readonly namespace: string; readonly podLabels: Readonly<Record<string, string>> };
  readonly proxyMode: ProxyMode;
  readonly keycloakPort: number;
  readonly valkey: boolean;
  readonly externalSessionPorts: readonly number[];
  readonly grafana: boolean;
  readonly applications: readonly Readonly<NetworkApplicationArgs>[];
}

export function resolveNetworkSettings(args: NetworkPoliciesArgs): NetworkSettings {
  return {
    namespace: args.namespace,
    edge: resolvePeer(args.edge),
    dns: resolvePeer(args.dns ?? { namespace: "kube-system" }),
    keycloak: resolvePeer(args.keycloak ?? args.edge),
    proxyMode: args.proxyMode ?? "middleware",
    keycloakPort: args.keycloakPort ?? 443,
    valkey: args.valkey ?? true,
    externalSessionPorts: args.externalSessionPorts ?? [],
    grafana: args.grafana ?? true,
    applications: args.applications ?? [],
  };
}

function resolvePeer({ namespace, podLabels = {} }: NetworkPeerArgs): NetworkSettings["edge"] {
  return { namespace, podLabels };
}
