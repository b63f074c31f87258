import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { portMappingRemoval } from "../../../cluster/cleanup/port-mapping-rules.js";

const shared = [
  "-A PREROUTING -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT",
  "-A OUTPUT -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT",
  '-A POSTROUTING -m comment --comment "CNI portfwd requiring masquerade" -j CNI-HOSTPORT-MASQ',
];
const mapping = (network: string, chain: string): string =>
  `-A CNI-HOSTPORT-DNAT -p tcp -m comment --comment "dnat name: \\"${network}\\" id: \\"1\\"" -j ${chain}`;

function saved(mappings: readonly string[]): string {
  return [
    "*nat",
    ":PREROUTING ACCEPT [0:0]",
    ":CNI-DN-ours - [0:0]",
    ":CNI-DN-theirs - [0:0]",
    ":CNI-HOSTPORT-DNAT - [0:0]",
    ":CNI-HOSTPORT-MASQ - [0:0]",
    ":CNI-HOSTPORT-SETMARK - [0:0]",
    ...shared,
    ...mappings,
    "COMMIT",
  ].join("\n");
}

describe("portMappingRemoval", () => {
  it("keeps the mappings of other networks, and the shared chains", () => {
    const removal = portMappingRemoval(
      saved([mapping("monitoring-sso", "CNI-DN-ours"), mapping("podman", "CNI-DN-theirs")]),
    );
    assert.deepEqual(removal, {
      rules: `*nat\n${mapping("monitoring-sso", "CNI-DN-ours").replace("-A", "-D")}\n-F CNI-DN-ours\nCOMMIT\n`,
      chains: "*nat\n-X CNI-DN-ours\nCOMMIT\n",
    });
  });

  it("removes the shared chains and the jumps to them with the last mapping", () => {
    const removal = portMappingRemoval(saved([mapping("monitoring-sso", "CNI-DN-ours")]));
    for (const jump of shared) {
      assert.match(removal?.rules ?? "", new RegExp(`^-D${jump.slice(2)}$`, "m"));
    }
    assert.equal(
      removal?.chains,
      "*nat\n-X CNI-DN-ours\n-X CNI-HOSTPORT-DNAT\n-X CNI-HOSTPORT-SETMARK\n-X CNI-HOSTPORT-MASQ\nCOMMIT\n",
    );
  });

  it("has nothing to remove without port mappings", () => {
    assert.equal(portMappingRemoval("*nat\n:PREROUTING ACCEPT [0:0]\nCOMMIT\n"), undefined);
  });

  it("has nothing to remove if all mappings belong to other networks", () => {
    assert.equal(portMappingRemoval(saved([mapping("podman", "CNI-DN-theirs")])), undefined);
  });
});
