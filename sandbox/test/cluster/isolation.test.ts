import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { conflictingInterface, guardRules } from "../../cluster/bridge.js";
import { clusterPaths } from "../../cluster/cluster-paths.js";
import { clusterComponents, componentNames } from "../../cluster/component-list.js";
import { cniConfig, containerdConfig, kubeletConfig } from "../../cluster/node-config.js";

const paths = clusterPaths("/cache/cluster");
const components = clusterComponents(paths, { kubernetes: "/bin", kubeRouter: "/bin/kube-router", cni: "/cni" });
const addresses = (text: string): readonly string[] => text.match(/\b\d+\.\d+\.\d+\.\d+\b/g) ?? [];

describe("the cluster", () => {
  it("listens on loopback and its own bridge only", () => {
    const flags = componentNames
      .flatMap((name) => components[name].args)
      .filter((flag) => /^--(listen|bind|metrics-bind|healthz-bind)/.test(flag));
    const listened = [...flags, kubeletConfig(paths).match(/^address: .*/m)?.[0] ?? ""].flatMap(addresses);
    assert.deepEqual([...new Set(listened)].sort(), ["10.244.0.1", "127.0.0.1"]);
  });

  it("enforces network policies without opening another port", () => {
    const { args } = components["kube-router"];
    for (const flag of ["--run-firewall=true", "--health-port=0", "--metrics-port=0"]) {
      assert.ok(args.includes(flag), flag);
    }
  });

  it("rejects anonymous requests", () => {
    assert.ok(components.apiserver.args.includes("--anonymous-auth=false"));
    assert.match(kubeletConfig(paths), /anonymous:\n\s+enabled: false/);
    assert.ok(components.etcd.args.includes("--client-cert-auth=true"));
  });

  it("separates root, state and socket of containerd from the machine's", () => {
    const config = containerdConfig(paths, "/cni");
    assert.doesNotMatch(config, /"\/(var\/lib|run)\/containerd/);
    assert.match(config, /netns_mounts_under_state_dir = true/);
  });

  it("enables neither forwarding nor masquerading for the machine", () => {
    const [bridge] = (JSON.parse(cniConfig(paths)) as { plugins: Record<string, unknown>[] }).plugins;
    assert.equal(bridge?.isGateway, false);
    assert.equal(bridge?.ipMasq, false);
  });

  it("drops traffic from outside to pods and Services, and from pods to loopback", () => {
    assert.match(guardRules(), /iifname != \{ "lo", "mss0" \} ip daddr \{ 10.244.0.0\/24, 10.96.0.0\/16 \} drop/);
    assert.match(guardRules(), /iifname "mss0" ip daddr 127.0.0.0\/8 drop/);
  });
});

describe("conflictingInterface", () => {
  const header = "Iface\tDestination\tGateway\n";

  it("returns another interface in the pod network", () => {
    assert.equal(conflictingInterface(`${header}cni0\t0000F40A\t00000000\n`), "cni0");
  });

  it("returns an interface in the Service network", () => {
    assert.equal(conflictingInterface(`${header}cni0\t0000600A\t00000000\n`), "cni0");
  });

  it("ignores its own bridge and unrelated routes", () => {
    assert.equal(conflictingInterface(`${header}mss0\t0000F40A\t0\neth0\t00000000\t010200C0\n`), undefined);
  });
});
