import { networkPolicies } from "../../components/network/policies";
import { type NetworkPoliciesArgs, resolveNetwork } from "../../components/network/settings";
import { isAllowed, type Place, type Pod } from "./policy-evaluator";

const args = (overrides: Partial<NetworkPoliciesArgs> = {}): NetworkPoliciesArgs => ({
  namespace: "monitoring",
  edge: { namespace: "traefik", podLabels: { app: "traefik" } },
  ...overrides,
});

const policies = (overrides?: Partial<NetworkPoliciesArgs>) => networkPolicies(resolveNetwork(args(overrides)));

const pod = (namespace: string, labels: Record<string, string> = {}): Pod => ({ namespace, labels });
const named = (name: string) => pod("monitoring", { "app.kubernetes.io/name": name });

const places = {
  edge: pod("traefik", { app: "traefik" }),
  edgeNeighbour: pod("traefik", { app: "other" }),
  dns: pod("kube-system", { "k8s-app": "kube-dns" }),
  anonymous: pod("default", { app: "curl" }),
  impostor: pod("default", { "app.kubernetes.io/name": "prometheus", app: "traefik" }),
  tenant: pod("monitoring", { app: "curl" }),
  prometheus: named("prometheus"),
  alertmanager: named("alertmanager"),
  grafana: named("grafana"),
  proxy: named("oauth2-proxy"),
  valkey: named("valkey"),
  kubeStateMetrics: named("kube-state-metrics"),
  operator: pod("monitoring", {
    app: "kube-prometheus-stack-operator",
    "app.kubernetes.io/name": "kube-prometheus-stack-prometheus-operator",
  }),
  outside: "outside",
  keycloakAddress: { address: "203.0.113.10" },
  apiServerAddress: { address: "10.0.0.1" },
} satisfies Record<string, Place>;
type Name = keyof typeof places;

const flows: readonly [Name, Name, number | `${number}/UDP`][] = [
  ["edge", "proxy", 4180],
  ["edge", "prometheus", 9090],
  ["edge", "alertmanager", 9093],
  ["edge", "grafana", 3000],
  ["prometheus", "alertmanager", 9093],
  ["prometheus", "alertmanager", 8080],
  ["prometheus", "prometheus", 9090],
  ["prometheus", "prometheus", 8080],
  ["prometheus", "proxy", 44180],
  ["prometheus", "operator", 8080],
  ["prometheus", "operator", 10250],
  ["prometheus", "grafana", 3000],
  ["prometheus", "kubeStateMetrics", 8080],
  ["prometheus", "anonymous", 12345],
  ["prometheus", "outside", 10250],
  ["grafana", "prometheus", 9090],
  ["grafana", "edge", 8443],
  ["grafana", "outside", 443],
  ["grafana", "outside", 6443],
  ["alertmanager", "alertmanager", 9094],
  ["alertmanager", "alertmanager", "9094/UDP"],
  ["alertmanager", "outside", 587],
  ["proxy", "valkey", 6379],
  ["proxy", "edge", 8443],
  ["proxy", "outside", 443],
  ["operator", "outside", 6443],
  ["kubeStateMetrics", "outside", 443],
  ["proxy", "dns", "53/UDP"],
  // Behind a Service on 53, DNS pods without privileges listen here.
  ["proxy", "dns", "5353/UDP"],
  ["grafana", "dns", 53],
  ["tenant", "dns", "53/UDP"],
];

const inside: readonly Name[] = [
  "prometheus",
  "alertmanager",
  "grafana",
  "proxy",
  "valkey",
  "kubeStateMetrics",
  "operator",
  "tenant",
];
const ports = [53, 80, 443, 3000, 4180, 6379, 6443, 8080, 9090, 9093, 9094, 10250, 44180];

type Flow = (typeof flows)[number];

/** Whether policies allow a connection; over TCP unless the port says otherwise. */
function allowedBy(all: ReturnType<typeof policies>, [from, to, port]: Flow): boolean {
  const on =
    typeof port === "number" ? { port, protocol: "TCP" as const } : { port: parseInt(port), protocol: "UDP" as const };
  return isAllowed(all, places[from], places[to], on);
}

/** Whether the policies that these arguments give allow a connection. */
function allows(from: Name, to: Name, port: Flow[2], overrides?: Partial<NetworkPoliciesArgs>): boolean {
  return allowedBy(policies(overrides), [from, to, port]);
}

describe("the network policies", () => {
  it.each(flows)("let %s reach %s on %s", (from, to, port) => {
    expect(allows(from, to, port)).toBe(true);
  });

  it("let nothing else happen between pods of the namespace", () => {
    const allowed = inside
      .flatMap((from) => inside.flatMap((to) => ports.map((port) => [from, to, port] as const)))
      .filter(([from, to, port]) => allows(from, to, port))
      .map((flow) => flow.join(" "));
    const listed = flows
      .filter(([from, to, port]) => inside.includes(from) && inside.includes(to) && typeof port === "number")
      .map(([from, to, port]) => `${from} ${to} ${port}`);
    expect(allowed.sort()).toEqual(listed.sort());
  });

  it.each<Name>(["anonymous", "impostor", "edgeNeighbour", "tenant", "outside"])(
    "let %s reach nothing in the namespace, on any port",
    (from) => {
      const reached = inside.flatMap((to) => ports.filter((port) => allows(from, to, port)).map((port) => [to, port]));
      expect(reached).toEqual([]);
    },
  );

  it.each(policies().map(({ metadata }) => metadata.name))(
    "hold %s for a reason: without it the stack differs",
    (name) => {
      const rest = policies().filter(({ metadata }) => metadata.name !== name);
      if (name === "sso-default-deny") {
        expect(allowedBy(rest, ["anonymous", "tenant", 80])).toBe(true);
      } else {
        expect(flows.every((flow) => allowedBy(rest, flow))).toBe(false);
      }
    },
  );

  it("let the edge reach what it serves and no more", () => {
    const reached = inside.flatMap((to) => ports.filter((port) => allows("edge", to, port)).map((port) => [to, port]));
    expect(reached).toEqual([
      ["prometheus", 9090],
      ["alertmanager", 9093],
      ["grafana", 3000],
      ["proxy", 4180],
    ]);
  });

  it("let Grafana reach Alertmanager only where it has a data source for it", () => {
    const allowed = (overrides?: Partial<NetworkPoliciesArgs>): boolean =>
      allows("grafana", "alertmanager", 9093, overrides);
    expect(allowed()).toBe(false);
    expect(allowed({ grafanaReadsAlertmanager: true })).toBe(true);
    expect(allowed({ grafanaReadsAlertmanager: true, grafana: false })).toBe(false);
  });

  it.each<Name>(["outside", "dns", "edge", "proxy", "anonymous"])("let Valkey call nobody: not %s", (to) => {
    expect(ports.filter((port) => allows("valkey", to, port) || allows("valkey", to, `${port}/UDP`))).toEqual([]);
  });

  it("take the DNS pods from where the cluster has them", () => {
    const elsewhere = { dns: { namespace: "default" } };
    expect(allows("proxy", "anonymous", "53/UDP", elsewhere)).toBe(true);
    expect(allows("proxy", "dns", "53/UDP", elsewhere)).toBe(false);
  });

  it("take every pod of the edge's namespace when no labels are given", () => {
    const open = { edge: { namespace: "traefik" } };
    expect(allows("edgeNeighbour", "proxy", 4180, open)).toBe(true);
    expect(allows("impostor", "proxy", 4180, open)).toBe(false);
  });

  it("let the proxy reach a session store elsewhere on its port only", () => {
    const external = { valkey: false, externalSessionPorts: [6380, 26379] };
    expect(allows("proxy", "outside", 6380, external)).toBe(true);
    expect(allows("proxy", "outside", 26379, external)).toBe(true);
    expect(allows("proxy", "outside", 6379, external)).toBe(false);
    expect(allows("proxy", "outside", 6380)).toBe(false);
  });

  it("let the proxy reach a Keycloak on another port", () => {
    expect(allows("proxy", "outside", 8443, { keycloakPort: 8443 })).toBe(true);
    expect(allows("proxy", "outside", 8443)).toBe(false);
  });

  it("let the proxy and Grafana reach a Keycloak that another edge serves, and the edge no more", () => {
    const elsewhere = { keycloak: { namespace: "default" } };
    for (const from of ["proxy", "grafana"] as const) {
      expect(allows(from, "anonymous", 8443, elsewhere)).toBe(true);
      expect(allows(from, "anonymous", 8443)).toBe(false);
      expect(allows(from, "edge", 8443, elsewhere)).toBe(false);
    }
  });

  it.each<[string, Partial<NetworkPoliciesArgs>]>([
    ["the edge serves it", {}],
    ["other pods serve it", { keycloak: { namespace: "default" } }],
  ])("let the proxy and Grafana reach only HTTPS ports of Keycloak's pods where %s", (_, overrides) => {
    const to = overrides.keycloak === undefined ? "edge" : "anonymous";
    for (const from of ["proxy", "grafana"] as const) {
      const reached = [...ports, 8443, 9100, 10254, 10443].filter((port) => allows(from, to, port, overrides));
      // Grafana's sidecars may connect to any address on the API server's ports.
      expect(reached).toEqual(from === "grafana" ? [443, 6443, 8443, 10443] : [443, 8443, 10443]);
    }
  });

  it("let the proxy and Grafana reach other ports of Keycloak's pods only where the arguments name them", () => {
    const named = { keycloak: { namespace: "default", ports: [8080] } };
    expect(allows("proxy", "anonymous", 8080, named)).toBe(true);
    expect(allows("proxy", "anonymous", 8443, named)).toBe(false);
  });

  it("let the proxy reach no other address once the arguments say where Keycloak is", () => {
    const inCluster = { keycloak: { namespace: "default" } };
    const outside = { keycloakCidrs: ["203.0.113.0/24"] };
    expect(allows("proxy", "outside", 443)).toBe(true);
    expect(allows("proxy", "keycloakAddress", 443)).toBe(true);
    expect(allows("proxy", "outside", 443, inCluster)).toBe(false);
    expect(allows("proxy", "outside", 443, outside)).toBe(false);
    expect(allows("proxy", "edge", 8443, outside)).toBe(false);
    expect(allows("proxy", "keycloakAddress", 443, outside)).toBe(true);
    expect(allows("proxy", "keycloakAddress", 8443, outside)).toBe(false);
    expect(allows("proxy", "keycloakAddress", 8443, { ...outside, keycloakPort: 8443 })).toBe(true);
  });

  it("let Grafana, the operator and kube-state-metrics reach only the named API server", () => {
    const known = { apiServerCidrs: ["10.0.0.1"], apiServerPorts: [16443], keycloakCidrs: ["203.0.113.10"] };
    for (const from of ["grafana", "operator", "kubeStateMetrics"] as const) {
      expect(allows(from, "apiServerAddress", 16443, known)).toBe(true);
      expect(allows(from, "apiServerAddress", 443, known)).toBe(false);
      expect(allows(from, "outside", 443, known)).toBe(false);
      expect(allows(from, "outside", 16443, known)).toBe(false);
    }
    expect(allows("proxy", "apiServerAddress", 16443, known)).toBe(false);
  });

  it("open nothing for Grafana and Valkey where the stack has none", () => {
    const names = policies({ grafana: false, valkey: false }).map(({ metadata }) => metadata.name);
    expect(names).not.toContain("sso-grafana");
    expect(names).not.toContain("sso-valkey");
    expect(allows("grafana", "prometheus", 9090, { grafana: false })).toBe(false);
  });

  it("let the edge reach an application of the user's, whose own calls they allow themselves", () => {
    const applications = [{ name: "tool", podLabels: { app: "curl" }, port: 8000 }];
    expect(allows("edge", "tenant", 8000, { applications })).toBe(true);
    expect(allows("edge", "tenant", 8080, { applications })).toBe(false);
    expect(allows("anonymous", "tenant", 8000, { applications })).toBe(false);
    expect(allows("tenant", "outside", 443, { applications })).toBe(false);
  });

  it("let only the proxy hand requests to applications where they flow through it", () => {
    const through: Partial<NetworkPoliciesArgs> = {
      proxyMode: "reverse-proxy",
      applications: [{ name: "tool", podLabels: { app: "curl" }, port: 8000 }],
    };
    const ways: readonly [Name, number][] = [
      ["prometheus", 9090],
      ["alertmanager", 9093],
      ["tenant", 8000],
    ];
    for (const [to, port] of ways) {
      expect([to, allows("proxy", to, port, through)]).toEqual([to, true]);
      expect([to, allows("edge", to, port, through)]).toEqual([to, false]);
      expect([to, allows("proxy", to, port)]).toEqual([to, false]);
    }
    expect(allows("edge", "proxy", 4180, through)).toBe(true);
    expect(allows("edge", "grafana", 3000, through)).toBe(true);
    expect(allows("grafana", "prometheus", 9090, through)).toBe(true);
    expect(allows("proxy", "grafana", 3000, through)).toBe(false);
    expect(allows("proxy", "tenant", 8080, through)).toBe(false);
  });

  it("stand in the stack's namespace, each under a name of its own", () => {
    const all = policies({ applications: [{ name: "tool", podLabels: { app: "tool" }, port: 80 }] });
    expect(new Set(all.map(({ metadata }) => metadata.name)).size).toBe(all.length);
    expect(new Set(all.map(({ metadata }) => metadata.namespace))).toEqual(new Set(["monitoring"]));
  });
});
