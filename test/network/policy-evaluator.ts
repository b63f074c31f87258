import ipaddr from "ipaddr.js";
import type { LabelSelector, NetworkPolicy, Peer, Port } from "../../components/network/policy-parts";

export interface Pod {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** An address that is no pod's. */
export interface Address {
  readonly address: string;
}

/** Somewhere that is no pod: the API server, another network. `outside` is an address that no policy names. */
export type Place = Pod | Address | "outside";

/** Whether a connection is allowed, as the NetworkPolicy specification has it: both ends must let it through. */
export function isAllowed(policies: readonly NetworkPolicy[], from: Place, to: Place, on: Port): boolean {
  const leaves = end(policies, from, "Egress", (spec) =>
    (spec.egress ?? []).some((rule) => peerMatches(rule.to, to, from) && portMatches(rule.ports, on)),
  );
  const enters = end(policies, to, "Ingress", (spec) =>
    (spec.ingress ?? []).some((rule) => peerMatches(rule.from, from, to) && portMatches(rule.ports, on)),
  );
  return leaves && enters;
}

/** A pod that no policy of a direction selects is open in that direction. */
function end(
  policies: readonly NetworkPolicy[],
  pod: Place,
  direction: "Ingress" | "Egress",
  allows: (spec: NetworkPolicy["spec"]) => boolean,
): boolean {
  if (!isPod(pod)) {
    return true;
  }
  const selecting = policies.filter(
    ({ metadata, spec }) =>
      metadata.namespace === pod.namespace &&
      spec.policyTypes.includes(direction) &&
      labelsMatch(spec.podSelector, pod.labels),
  );
  return selecting.length === 0 || selecting.some(({ spec }) => allows(spec));
}

function peerMatches(peers: readonly Peer[] | undefined, other: Place, self: Place): boolean {
  if (peers === undefined || peers.length === 0) {
    return true;
  }
  return peers.some(({ namespaceSelector, podSelector, ipBlock }) => {
    if (ipBlock !== undefined) {
      return other !== "outside" && "address" in other && isWithin(other.address, ipBlock.cidr);
    }
    if (!isPod(other) || !isPod(self)) {
      return false;
    }
    const inNamespace =
      namespaceSelector === undefined
        ? other.namespace === self.namespace
        : labelsMatch(namespaceSelector, { "kubernetes.io/metadata.name": other.namespace });
    return inNamespace && labelsMatch(podSelector ?? {}, other.labels);
  });
}

function isPod(place: Place): place is Pod {
  return typeof place === "object" && "namespace" in place;
}

function isWithin(address: string, cidr: string): boolean {
  const parsed = ipaddr.parse(address);
  const range = ipaddr.parseCIDR(cidr);
  return parsed.kind() === range[0].kind() && parsed.match(range);
}

function portMatches(ports: readonly Port[] | undefined, on: Port): boolean {
  return (
    ports === undefined ||
    ports.length === 0 ||
    ports.some(({ port, protocol }) => port === on.port && protocol === on.protocol)
  );
}

function labelsMatch(
  { matchLabels = {}, matchExpressions = [] }: LabelSelector,
  labels: Readonly<Record<string, string>>,
): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values }) => {
      const isListed = values.includes(labels[key] ?? "");
      return operator === "In" ? isListed : !isListed;
    })
  );
}
