import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { conflictingInterface, guardRules } from "../../cluster/bridge.js";
import { clusterPaths } from "../../cluster/cluster-paths.js";
import { clusterComponents, componentNames } from "../../cluster/component-list.js";
import { containerdConfig, cniConfig, kubeletConfig } from "../../cluster/node-config.js";

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

  it("enforces network policies without a port of the enforcer's own", () => {
    const { args } = components["kube-router"];
    for (const flag of ["--run-firewall=true", "--health-port=0", "--metrics-port=0"]) {
      assert.ok(args.includes(flag), flag);
    }
  });

  it("knows no anonymous caller", () => {
    assert.ok(components.apiserver.args.includes("--anonymous-auth=false"));
    assert.match(kubeletConfig(paths), /anonymous:\n\s+enabled: false/);
    assert.ok(components.etcd.args.includes("--client-cert-auth=true"));
  });

  it("keeps containerd's root, state and socket away from the machine's", () => {
    const config = containerdConfig(paths, "/cni");
    assert.doesNotMatch(config, /"\/(var\/lib|run)\/containerd/);
    assert.match(config, /netns_mounts_under_state_dir = true/);
  });

  it("switches on neither forwarding nor masquerading for the machine", () => {
    const [bridge] = (JSON.parse(cniConfig(paths)) as { plugins: Record<string, unknown>[] }).plugins;
    assert.equal(bridge?.isGateway, false);
    assert.equal(bridge?.ipMasq, false);
  });

  it("drops what comes from outside to pods and services, and what pods send to loopback", () => {
    assert.match(guardRules(), /iifname != \{ "lo", "mss0" \} ip daddr \{ 10.244.0.0\/24, 10.96.0.0\/16 \} drop/);
    assert.match(guardRules(), /iifname "mss0" ip daddr 127.0.0.0\/8 drop/);
  });
});

describe("conflictingInterface", () => {
  const header = "Iface\tDestination\tGateway\n";

  it("names an interface of somebody else's in the pod network", () => {
    assert.equal(conflictingInterface(`${header}cni0\t0000F40A\t00000000\n`), "cni0");
  });

  it("finds none in our own bridge and in unrelated routes", () => {
    assert.equal(conflictingInterface(`${header}mss0\t0000F40A\t0\neth0\t00000000\t010200C0\n`), undefined);
  });
});
