import type { NetworkApplicationArgs, NetworkSettings } from "./settings";
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

/**
 * Who may talk to whom in the stack's namespace. Ports are those of pods, not of Services: a policy is applied after the
 * Service's address has become a pod's.
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

/** Whatever no other policy allows is closed, for pods that come later too. */
function denyPolicy({ namespace }: NetworkSettings): NetworkPolicy {
  return networkPolicy(namespace, "default-deny", pods.all, { ingress: [], egress: [] });
}

/**
 * Names are looked up by everybody except Valkey, which calls nobody. TCP as well: long answers come that way. Port 5353
 * is what DNS pods listen on where they run without privileges, behind a Service on 53: OpenShift's do.
 */
function dnsPolicy({ namespace, dns }: NetworkSettings): NetworkPolicy {
  return networkPolicy(namespace, "dns", pods.allButValkey, {
    egress: [{ to: [inNamespace(dns.namespace, dns.podLabels)], ports: [...udp(53, 5353), ...tcp(53, 5353)] }],
  });
}

const edgePods = ({ edge }: Pick<NetworkSettings, "edge">): Peer => inNamespace(edge.namespace, edge.podLabels);
const prometheusPods = sameNamespace(pods.prometheus);

/** Who hands requests to the applications: who has asked the proxy about them, or the proxy itself. */
const frontPods = (settings: Pick<NetworkSettings, "edge" | "proxyMode">): Peer =>
  settings.proxyMode === "reverse-proxy" ? sameNamespace(pods.proxy) : edgePods(settings);

/** The API server is no pod, and its address differs from cluster to cluster. */
const toApiServer: EgressRule = { ports: tcp(443, 6443) };

/**
 * Keycloak by its public name: that leads through an edge of this cluster, whose pods may listen on any port, or to
 * somewhere outside.
 */
function toKeycloak({ keycloak, keycloakPort }: NetworkSettings): EgressRule[] {
  return [{ to: [inNamespace(keycloak.namespace, keycloak.podLabels)] }, { ports: tcp(keycloakPort) }];
}

/**
 * Read by the edge or the proxy, by Grafana, and by Prometheus itself; goes everywhere, because its targets are all over
 * the cluster.
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
 * Alerts come from Prometheus, people through the edge, the proxy or Grafana, silences from the other replicas. It goes
 * everywhere: only its receivers know where mail servers and webhooks are.
 */
function alertmanagerPolicy(settings: NetworkSettings): NetworkPolicy {
  const callers = [frontPods(settings), ...grafanaPods(settings), prometheusPods];
  return networkPolicy(settings.namespace, "alertmanager", pods.alertmanager, {
    ingress: [
      { from: callers, ports: tcp(9093) },
      { from: [prometheusPods], ports: tcp(8080) },
      { from: [sameNamespace(pods.alertmanager)], ports: [...tcp(9094), ...udp(9094)] },
    ],
    egress: [{}],
  });
}

/** Scraped on 8080, or on 10250 where it serves TLS. Its admission webhook is off, so the API server need not reach it. */
function operatorPolicy({ namespace }: NetworkSettings): NetworkPolicy {
  return networkPolicy(namespace, "prometheus-operator", pods.operator, {
    ingress: [{ from: [prometheusPods], ports: tcp(8080, 10250) }],
    egress: [toApiServer],
  });
}

function kubeStateMetricsPolicy({ namespace }: NetworkSettings): NetworkPolicy {
  return networkPolicy(namespace, "kube-state-metrics", pods.kubeStateMetrics, {
    ingress: [{ from: [prometheusPods], ports: tcp(8080) }],
    egress: [toApiServer],
  });
}

/** Asked by the edge on 4180, scraped on 44180. Whoever else reached 4180 could claim any address to come from. */
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
      ...(settings.proxyMode === "reverse-proxy" ? toApplications(settings) : []),
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

/** Signs in at Keycloak itself; its sidecars read dashboards from the API server. */
function grafanaPolicy(settings: NetworkSettings): NetworkPolicy {
  return networkPolicy(settings.namespace, "grafana", pods.grafana, {
    ingress: [{ from: [edgePods(settings), prometheusPods], ports: tcp(3000) }],
    egress: [
      { to: [prometheusPods], ports: tcp(9090) },
      { to: [sameNamespace(pods.alertmanager)], ports: tcp(9093) },
      ...toKeycloak(settings),
      toApiServer,
    ],
  });
}

/** Holds the sessions: the proxy alone comes in, and nothing goes out, not even for a name. */
function valkeyPolicy({ namespace }: NetworkSettings): NetworkPolicy {
  return networkPolicy(namespace, "valkey", pods.valkey, {
    ingress: [{ from: [sameNamespace(pods.proxy)], ports: tcp(6379) }],
    egress: [],
  });
}

/** Lets in the edge, or the proxy. What an application of the user's calls is for a policy of theirs to say. */
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
