import { networkPolicies } from "../../components/network/policies";
import type { EgressRule, IngressRule, NetworkPolicy, Peer } from "../../components/network/policy-parts";
import { type NetworkPoliciesArgs, resolveNetwork } from "../../components/network/settings";

/** Rules without peer or without ports, each with its reason. Every other rule names both. */
const openRules: Readonly<Record<string, string>> = {
  "sso-prometheus Egress any address, any port": "its scrape targets are all over the cluster and outside of it",
  "sso-alertmanager Egress any address, any port": "only its configuration knows the mail servers and webhooks",
  "sso-oauth2-proxy Egress any address, TCP 443":
    "nothing says where Keycloak is: no network.keycloak, no keycloakCidrs",
  "sso-oauth2-proxy Egress any address, TCP 6380": "the external session store may be outside of the cluster",
  "sso-grafana Egress any address, TCP 443": "nothing says where Keycloak is: no network.keycloak, no keycloakCidrs",
  "sso-grafana Egress any address, TCP 443 6443": "sidecars read dashboards from the API server: no apiServerCidrs",
  "sso-prometheus-operator Egress any address, TCP 443 6443": "it reconciles through the API server: no apiServerCidrs",
  "sso-kube-state-metrics Egress any address, TCP 443 6443": "it reads from the API server: no apiServerCidrs",
};

type Variants<Args> = { readonly [Key in keyof Args]-?: readonly (Args[Key] | undefined)[] };

/** Every variant of every argument: a new argument does not compile until it is listed here. */
const variants: Variants<NetworkPoliciesArgs> = {
  namespace: ["monitoring"],
  edge: [{ namespace: "traefik" }],
  proxyMode: ["middleware", "reverse-proxy"],
  dns: [undefined, { namespace: "openshift-dns", podLabels: { app: "dns" } }],
  keycloak: [undefined, { namespace: "keycloak" }, { namespace: "keycloak", podLabels: { app: "kc" }, ports: [8443] }],
  keycloakCidrs: [undefined, ["203.0.113.10"]],
  apiServerCidrs: [undefined, ["10.0.0.0/28"]],
  apiServerPorts: [undefined],
  keycloakPort: [undefined],
  valkey: [true, false],
  externalSessionPorts: [undefined, [6380]],
  grafana: [true, false],
  grafanaReadsAlertmanager: [true, false],
  applications: [undefined, [{ name: "tool", podLabels: { app: "tool" }, port: 8080 }]],
};

/** The product of all variants. */
function everyStack(): NetworkPoliciesArgs[] {
  return Object.entries(variants).reduce<object[]>(
    (stacks, [key, values]) => stacks.flatMap((stack) => values.map((value: unknown) => ({ ...stack, [key]: value }))),
    [{}],
  ) as NetworkPoliciesArgs[];
}

interface Rule {
  readonly policy: string;
  readonly direction: "Ingress" | "Egress";
  readonly peers: readonly Peer[];
  readonly ports: NonNullable<EgressRule["ports"]>;
}

function rulesOf({ metadata, spec }: NetworkPolicy): Rule[] {
  const ruleOf = (direction: Rule["direction"], peers: Peer[] | undefined, ports: EgressRule["ports"]): Rule => ({
    ...{ policy: metadata.name, direction },
    ...{ peers: peers ?? [], ports: ports ?? [] },
  });
  return [
    ...(spec.ingress ?? []).map(({ from, ports }: IngressRule) => ruleOf("Ingress", from, ports)),
    ...(spec.egress ?? []).map(({ to, ports }: EgressRule) => ruleOf("Egress", to, ports)),
  ];
}

/** A peer that selects every pod of the cluster, or every address, is as open as none. */
function isNarrow({ namespaceSelector, podSelector, ipBlock }: Peer): boolean {
  const names = (selector: typeof podSelector): boolean => Object.keys(selector?.matchLabels ?? {}).length > 0;
  return ipBlock === undefined ? names(namespaceSelector) || names(podSelector) : !ipBlock.cidr.endsWith("/0");
}

const isOpen = ({ peers, ports }: Rule): boolean => ports.length === 0 || peers.length === 0 || !peers.every(isNarrow);

function described({ policy, direction, peers, ports }: Rule): string {
  const where = peers.length === 0 ? "any address" : JSON.stringify(peers);
  const which = ports.length === 0 ? "any port" : `TCP ${ports.map(({ port }) => port).join(" ")}`;
  return `${policy} ${direction} ${where}, ${which}`;
}

const rules = everyStack().flatMap((args) => networkPolicies(resolveNetwork(args)).flatMap(rulesOf));

describe("the rules of all policies of all variants", () => {
  it("name peers and ports, except for those on the list", () => {
    const open = [...new Set(rules.filter(isOpen).map(described))];
    expect(open.sort()).toEqual(Object.keys(openRules).sort());
  });

  it("are many, in both directions", () => {
    expect(new Set(rules.map(described)).size).toBeGreaterThan(30);
    expect(new Set(rules.map(({ direction }) => direction))).toEqual(new Set(["Ingress", "Egress"]));
  });

  it("of the proxy and Grafana name peers and ports where the stack says where everything is", () => {
    const known = everyStack().filter(
      ({ keycloak, keycloakCidrs, apiServerCidrs, externalSessionPorts }) =>
        (keycloak ?? keycloakCidrs) !== undefined && apiServerCidrs !== undefined && externalSessionPorts === undefined,
    );
    const open = known
      .flatMap((args) => networkPolicies(resolveNetwork(args)).flatMap(rulesOf))
      .filter(isOpen)
      .map(({ policy }) => policy);
    expect([...new Set(open)].sort()).toEqual(["sso-alertmanager", "sso-prometheus"]);
  });
});
