import { NetworkPolicies, type NetworkPoliciesArgs } from "../../components";
import { runStack } from "../support/mocks";

const args: NetworkPoliciesArgs = { namespace: "monitoring", edge: { namespace: "traefik" } };

describe("NetworkPolicies", () => {
  it("creates every policy as its child, with an explicit name", async () => {
    const stack = await runStack(() => new NetworkPolicies("network", args));
    const policies = stack.ofType("kubernetes:networking.k8s.io/v1:NetworkPolicy");
    expect(policies.map(({ name }) => name)).toEqual([
      "network-sso-default-deny",
      "network-sso-dns",
      "network-sso-prometheus",
      "network-sso-alertmanager",
      "network-sso-prometheus-operator",
      "network-sso-kube-state-metrics",
      "network-sso-oauth2-proxy",
      "network-sso-grafana",
      "network-sso-valkey",
    ]);
    expect(new Set(policies.map(({ parent }) => parent))).toEqual(new Set(["network"]));
    expect(stack.resource("network-sso-default-deny").inputs).toMatchObject({
      metadata: { name: "sso-default-deny", namespace: "monitoring" },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [], egress: [] },
    });
  });

  it("fails with every problem at once, and creates nothing", async () => {
    const wrong = {
      ...args,
      edge: { namespace: "Traefik" },
      applications: [{ name: "tool", podLabels: {}, port: 0 }],
    };
    let message = "";
    const stack = await runStack(() => {
      try {
        new NetworkPolicies("network", wrong);
      } catch (error) {
        message = String(error);
      }
    });
    expect(message).toContain("3 problems, nothing was created");
    expect(message).toContain('edge.namespace = "Traefik"');
    expect(message).toContain("applications[0].podLabels");
    expect(message).toContain("applications[0].port");
    expect(stack.ofType("kubernetes:networking.k8s.io/v1:NetworkPolicy")).toEqual([]);
  });
});
