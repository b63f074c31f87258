import { ProxyMode } from "../proxy-contract/mode";
import { checkInteger, checkText, portBounds } from "../validation/check";
import { dnsLabel } from "../validation/names";
import type { Problem } from "../validation/problem";
import { resolver } from "../validation/settle";
import {
  checkCidrs,
  checkKeycloakPeer,
  checkPeer,
  checkPorts,
  cidrOf,
  type KeycloakPeerArgs,
  type NetworkPeer,
  type NetworkPeerArgs,
  resolvePeer,
} from "./peer";

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
   * @default - the edge, and every address on Keycloak's port unless `keycloakCidrs` is set
   */
  keycloak?: KeycloakPeerArgs;
  /**
   * IP addresses and ranges of a Keycloak outside of this cluster.
   * @default - none
   */
  keycloakCidrs?: string[];
  /**
   * IP addresses and ranges of the API server, as pods reach it: `kubectl get endpointslices -n default`.
   * @default - every address
   */
  apiServerCidrs?: string[];
  /**
   * TCP ports of the API server.
   * @default [443, 6443]
   */
  apiServerPorts?: number[];
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
   * Grafana has a data source for Alertmanager.
   * @default false
   */
  grafanaReadsAlertmanager?: boolean;
  /**
   * Protected applications in addition to the built-in ones. An application that is missing here stays unreachable until
   * another policy admits its traffic: policies are additive.
   * @default - none
   */
  applications?: NetworkApplicationArgs[];
}

/** The API server is not a pod, and its address differs between clusters. */
export interface ApiServerDestination {
  /** Empty: any address. */
  readonly cidrs: readonly string[];
  readonly ports: readonly number[];
}

/** Where the proxy and Grafana reach Keycloak. */
export interface KeycloakDestination {
  readonly peers: readonly NetworkPeer[];
  /** Ports of those pods. */
  readonly podPorts: readonly number[];
  readonly cidrs: readonly string[];
  /** Nothing says where Keycloak is: any address on its port. */
  readonly isAnywhere: boolean;
}

/** The arguments with every default filled in. */
export interface NetworkSettings {
  readonly namespace: string;
  readonly edge: NetworkPeer;
  readonly dns: NetworkPeer;
  readonly keycloak: KeycloakDestination;
  readonly apiServer: ApiServerDestination;
  readonly proxyMode: ProxyMode;
  readonly keycloakPort: number;
  readonly valkey: boolean;
  readonly externalSessionPorts: readonly number[];
  readonly grafana: boolean;
  readonly grafanaReadsAlertmanager: boolean;
  readonly applications: readonly Readonly<NetworkApplicationArgs>[];
}

const dnsPods: NetworkPeerArgs = { namespace: "kube-system" };

/** Ports of the API server: behind a load balancer of a managed cluster, and kubeadm's. */
export const apiServerPorts = [443, 6443] as const;

/** Port of Keycloak's public address, where its URL names none. */
export const keycloakPort = 443;

export function resolveNetwork(args: NetworkPoliciesArgs): NetworkSettings {
  return {
    namespace: args.namespace,
    edge: resolvePeer(args.edge),
    dns: resolvePeer(args.dns ?? dnsPods),
    keycloak: resolveKeycloak(args),
    apiServer: {
      cidrs: (args.apiServerCidrs ?? []).map(cidrOf),
      ports: args.apiServerPorts ?? [...apiServerPorts],
    },
    proxyMode: args.proxyMode ?? ProxyMode.Middleware,
    keycloakPort: args.keycloakPort ?? keycloakPort,
    valkey: args.valkey ?? true,
    externalSessionPorts: args.externalSessionPorts ?? [],
    ...grafanaSettings(args),
    applications: args.applications ?? [],
  };
}

function grafanaSettings({
  grafana = true,
  grafanaReadsAlertmanager = false,
}: NetworkPoliciesArgs): Pick<NetworkSettings, "grafana" | "grafanaReadsAlertmanager"> {
  return { grafana, grafanaReadsAlertmanager };
}

/**
 * Ports on which pods serve HTTPS beside 443 of ingress-nginx: the charts of Traefik and Keycloak use 8443, and Envoy Gateway adds
 * 10000 to ports below 1024.
 */
const httpsPodPorts = [8443, 10443];

function resolveKeycloak(args: NetworkPoliciesArgs): KeycloakDestination {
  const { edge, keycloak, keycloakCidrs = [] } = args;
  const isUnknown = keycloak === undefined && keycloakCidrs.length === 0;
  const pods = keycloak ?? (isUnknown ? edge : undefined);
  return {
    peers: pods === undefined ? [] : [resolvePeer(pods)],
    podPorts: keycloak?.ports ?? [...new Set([args.keycloakPort ?? keycloakPort, ...httpsPodPorts])],
    cidrs: keycloakCidrs.map(cidrOf),
    isAnywhere: isUnknown,
  };
}

type PeerArgs = Pick<
  NetworkPoliciesArgs,
  "edge" | "keycloak" | "keycloakCidrs" | "apiServerCidrs" | "apiServerPorts" | "dns"
>;

/** @param prefix of the keys, such as `network.` */
export function checkPeers(args: PeerArgs, prefix = ""): Problem[] {
  const { edge, keycloak, dns } = args;
  return [
    ...checkPeer(edge, `${prefix}edge`),
    ...(keycloak === undefined ? [] : checkKeycloakPeer(keycloak, `${prefix}keycloak`)),
    ...checkCidrs(args.keycloakCidrs, `${prefix}keycloakCidrs`),
    ...checkCidrs(args.apiServerCidrs, `${prefix}apiServerCidrs`),
    ...checkPorts(args.apiServerPorts, `${prefix}apiServerPorts`),
    ...(dns === undefined ? [] : checkPeer(dns, `${prefix}dns`)),
  ];
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
