import { ProxyMode } from "../proxy-contract/mode";
import {
  type EgressRule,
  inNamespace,
  type NetworkPolicy,
  networkPolicy,
  type Peer,
  pods,
  sameNamespace,
  tcp,
  udp,
} from "./policy-parts";
import type { NetworkApplicationArgs, NetworkSettings } from "./settings";

/**
 * The allowed flows of the stack's namespace. Ports are those of pods, not of Services: policies apply after the Service's
 * address has been translated to a pod's.
 */
export function networkPolicies(settings: NetworkSettings): NetworkPolicy[] {
  return [
    denyPolicy(settings),
    dnsPolicy(settings),
    prometheusPolicy(settings),
    alertmanagerPolicy(settings),
    operatorPolicy(settings),
    kubeStateMetricsPolicy(settings),
    proxyPolicy(settings),
    ...(settings.grafana ? [grafanaPolicy(settings)] : []),
    ...(settings.valkey ? [valkeyPolicy(settings)] : []),
    ...settings.applications.map((application) => applicationPolicy(application, settings)),
  ];
}

/** Denies every flow that no other policy allows, also for pods that are created later. */
function denyPolicy({ namespace }: NetworkSettings): NetworkPolicy {
  return networkPolicy(namespace, "default-deny", pods.all, { ingress: [], egress: [] });
}

/**
 * Every pod resolves names except Valkey, which connects to nothing. TCP carries long answers. DNS pods that run without
 * privileges, such as OpenShift's, listen on port 5353 behind a Service on 53.
 */
function dnsPolicy({ namespace, dns }: NetworkSettings): NetworkPolicy {
  return networkPolicy(namespace, "dns", pods.allButValkey, {
    egress: [{ to: [inNamespace(dns.namespace, dns.podLabels)], ports: [...udp(53, 5353), ...tcp(53, 5353)] }],
  });
}

const edgePods = ({ edge }: Pick<NetworkSettings, "edge">): Peer => inNamespace(edge.namespace, edge.podLabels);
const prometheusPods = sameNamespace(pods.prometheus);

/** The pods that forward requests to the applications: the edge, which has asked the proxy, or the proxy itself. */
const frontPods = (settings: Pick<NetworkSettings, "edge" | "proxyMode">): Peer =>
  settings.proxyMode === ProxyMode.ReverseProxy ? sameNamespace(pods.proxy) : edgePods(settings);

const ipBlocks = (cidrs: readonly string[]): Peer[] => cidrs.map((cidr) => ({ ipBlock: { cidr } }));

function toApiServer({ apiServer: { cidrs, ports } }: NetworkSettings): EgressRule {
  return cidrs.length === 0 ? { ports: tcp(...ports) } : { to: ipBlocks(cidrs), ports: tcp(...ports) };
}

/**
 * Keycloak by its public name: the connection leads through an edge of this cluster, or out of the cluster. Nothing else of
 * these pods is reachable: an edge's pods also serve dashboards, and ingress-nginx an admission webhook that must not be
 * open to other pods (CVE-2025-1974).
 */
function toKeycloak({ keycloak: { peers, podPorts, cidrs, isAnywhere }, keycloakPort }: NetworkSettings): EgressRule[] {
  return [
    ...peers.map(({ namespace, podLabels }) => ({ to: [inNamespace(namespace, podLabels)], ports: tcp(...podPorts) })),
    ...(cidrs.length > 0 ? [{ to: ipBlocks(cidrs), ports: tcp(keycloakPort) }] : []),
    ...(isAnywhere ? [{ ports: tcp(keycloakPort) }] : []),
  ];
}

/**
 * The edge or the proxy, Grafana and Prometheus itself read from it. It may connect anywhere, because its targets are all
 * over the cluster.
 */
function prometheusPolicy(settings: NetworkSettings): NetworkPolicy {
  const readers = [frontPods(settings), ...grafanaPods(settings), prometheusPods];
  return networkPolicy(settings.namespace, "prometheus", pods.prometheus, {
    ingress: [
      { from: readers, ports: tcp(9090) },
      { from: [prometheusPods], ports: tcp(8080) },
    ],
    egress: [{}],
  });
}

/**
 * Prometheus sends alerts, users connect through the edge or the proxy, and through Grafana if it has a data source; other
 * replicas send silences. It may connect anywhere: only its configuration knows the mail servers and webhooks.
 */
function alertmanagerPolicy(settings: NetworkSettings): NetworkPolicy {
  const readers = settings.grafanaReadsAlertmanager ? grafanaPods(settings) : [];
  const callers = [frontPods(settings), ...readers, prometheusPods];
  return networkPolicy(settings.namespace, "alertmanager", pods.alertmanager, {
    ingress: [
      { from: callers, ports: tcp(9093) },
      { from: [prometheusPods], ports: tcp(8080) },
      { from: [sameNamespace(pods.alertmanager)], ports: [...tcp(9094), ...udp(9094)] },
    ],
    egress: [{}],
  });
}

/** Scraped on 8080, or on 10250 with TLS. Its admission webhook is off, so the API server does not connect to it. */
function operatorPolicy(settings: NetworkSettings): NetworkPolicy {
  return networkPolicy(settings.namespace, "prometheus-operator", pods.operator, {
    ingress: [{ from: [prometheusPods], ports: tcp(8080, 10250) }],
    egress: [toApiServer(settings)],
  });
}

function kubeStateMetricsPolicy(settings: NetworkSettings): NetworkPolicy {
  return networkPolicy(settings.namespace, "kube-state-metrics", pods.kubeStateMetrics, {
    ingress: [{ from: [prometheusPods], ports: tcp(8080) }],
    egress: [toApiServer(settings)],
  });
}

/** The edge connects to 4180, Prometheus scrapes 44180. Any other client of 4180 could claim any client address. */
function proxyPolicy(settings: NetworkSettings): NetworkPolicy {
  const { namespace, valkey, externalSessionPorts } = settings;
  return networkPolicy(namespace, "oauth2-proxy", pods.proxy, {
    ingress: [
      { from: [edgePods(settings)], ports: tcp(4180) },
      { from: [prometheusPods], ports: tcp(44180) },
    ],
    egress: [
      ...toKeycloak(settings),
      ...(valkey ? [{ to: [sameNamespace(pods.valkey)], ports: tcp(6379) }] : []),
      ...(externalSessionPorts.length > 0 ? [{ ports: tcp(...externalSessionPorts) }] : []),
      ...(settings.proxyMode === ProxyMode.ReverseProxy ? toApplications(settings) : []),
    ],
  });
}

function toApplications({ applications }: NetworkSettings): EgressRule[] {
  return [
    { to: [prometheusPods], ports: tcp(9090) },
    { to: [sameNamespace(pods.alertmanager)], ports: tcp(9093) },
    ...applications.map(({ podLabels, port }) => ({
      to: [sameNamespace({ matchLabels: { ...podLabels } })],
      ports: tcp(port),
    })),
  ];
}

const grafanaPods = ({ grafana }: NetworkSettings): Peer[] => (grafana ? [sameNamespace(pods.grafana)] : []);

/** Grafana calls Keycloak itself; its sidecars read dashboards from the API server. */
function grafanaPolicy(settings: NetworkSettings): NetworkPolicy {
  return networkPolicy(settings.namespace, "grafana", pods.grafana, {
    ingress: [{ from: [edgePods(settings), prometheusPods], ports: tcp(3000) }],
    egress: [
      { to: [prometheusPods], ports: tcp(9090) },
      ...(settings.grafanaReadsAlertmanager ? [{ to: [sameNamespace(pods.alertmanager)], ports: tcp(9093) }] : []),
      ...toKeycloak(settings),
      toApiServer(settings),
    ],
  });
}

/** Stores the sessions: only the proxy connects, and nothing leaves, not even DNS queries. */
function valkeyPolicy({ namespace }: NetworkSettings): NetworkPolicy {
  return networkPolicy(namespace, "valkey", pods.valkey, {
    ingress: [{ from: [sameNamespace(pods.proxy)], ports: tcp(6379) }],
    egress: [],
  });
}

/** Admits the edge, or the proxy. The user's own policies define what the application may connect to. */
export function applicationPolicy(
  { name, podLabels, port }: Readonly<NetworkApplicationArgs>,
  settings: Pick<NetworkSettings, "namespace" | "edge" | "proxyMode">,
): NetworkPolicy {
  return networkPolicy(
    settings.namespace,
    `app-${name}`,
    { matchLabels: { ...podLabels } },
    { ingress: [{ from: [frontPods(settings)], ports: tcp(port) }] },
  );
}
