import { objectLabels } from "../kubernetes/labels";
import { objectName } from "../kubernetes/object-name";

/** A NetworkPolicy with plain values only. */
export interface NetworkPolicy {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly podSelector: LabelSelector;
    readonly policyTypes: ("Ingress" | "Egress")[];
    readonly ingress?: IngressRule[];
    readonly egress?: EgressRule[];
  };
}

export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: "In" | "NotIn"; values: string[] }[];
}

export interface Peer {
  namespaceSelector?: LabelSelector;
  podSelector?: LabelSelector;
  ipBlock?: { cidr: string };
}

export interface Port {
  port: number;
  protocol: "TCP" | "UDP";
}

/** Allowed sources and ports. Without `from`: every source. */
export interface IngressRule {
  from?: Peer[];
  ports?: Port[];
}

/** Allowed destinations and ports. Without `to`: every destination, inside and outside of the cluster. */
export interface EgressRule {
  to?: Peer[];
  ports?: Port[];
}

/** Labels of the charts' pods. The contract test compares them with the charts. */
const nameLabel = "app.kubernetes.io/name";
export const pods = {
  prometheus: named("prometheus"),
  alertmanager: named("alertmanager"),
  grafana: named("grafana"),
  kubeStateMetrics: named("kube-state-metrics"),
  proxy: named("oauth2-proxy"),
  valkey: named("valkey"),
  operator: { matchLabels: { app: "kube-prometheus-stack-operator" } },
  allButValkey: { matchExpressions: [{ key: nameLabel, operator: "NotIn" as const, values: ["valkey"] }] },
  all: {},
};

function named(name: string): LabelSelector {
  return { matchLabels: { [nameLabel]: name } };
}

export const tcp = (...ports: readonly number[]): Port[] => ports.map((port) => ({ port, protocol: "TCP" }));
export const udp = (...ports: readonly number[]): Port[] => ports.map((port) => ({ port, protocol: "UDP" }));

/** Pods of the policy's own namespace. */
export const sameNamespace = (podSelector: LabelSelector): Peer => ({ podSelector });

/** Pods of another namespace, by the label that the API server sets on every namespace. */
export function inNamespace(namespace: string, podLabels: Readonly<Record<string, string>> = {}): Peer {
  const namespaceSelector = { matchLabels: { "kubernetes.io/metadata.name": namespace } };
  return Object.keys(podLabels).length === 0
    ? { namespaceSelector }
    : { namespaceSelector, podSelector: { matchLabels: { ...podLabels } } };
}

/**
 * A policy for these pods. It does not affect a direction without rules: where another policy denies that direction, it
 * stays denied.
 */
export function networkPolicy(
  namespace: string,
  role: string,
  podSelector: LabelSelector,
  rules: { ingress?: IngressRule[]; egress?: EgressRule[] },
): NetworkPolicy {
  const policyTypes: ("Ingress" | "Egress")[] = [
    ...(rules.ingress === undefined ? [] : ["Ingress" as const]),
    ...(rules.egress === undefined ? [] : ["Egress" as const]),
  ];
  return {
    metadata: { name: objectName("sso", role), namespace, labels: objectLabels("network") },
    spec: { podSelector, policyTypes, ...rules },
  };
}
