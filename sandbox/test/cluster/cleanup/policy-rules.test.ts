import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hasPolicyRules, isEmptyTable, policyRuleRemoval, policySets } from "../../../cluster/cleanup/policy-rules.js";

const table = (...lines: readonly string[]): string =>
  ["*filter", ":INPUT ACCEPT [12:34]", ":FORWARD ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]", ...lines, "COMMIT", ""].join(
    "\n",
  );

const jump = '-A FORWARD -m comment --comment "kube-router netpol - TEMCG2JMHZYE7H7T" -j KUBE-ROUTER-FORWARD';
const accept =
  '-A FORWARD -m comment --comment "KUBE-ROUTER rule to explicitly ACCEPT traffic that comply to network policies" ' +
  "-m mark --mark 0x20000/0x20000 -j ACCEPT";
const theirs = '-A FORWARD -i docker0 -m comment --comment "another program" -j DOCKER';
const enforcing = table(
  ":DOCKER - [0:0]",
  ":KUBE-NWPLCY-DEFAULT - [0:0]",
  ":KUBE-POD-FW-AB12 - [0:0]",
  ":KUBE-ROUTER-FORWARD - [0:0]",
  jump,
  accept,
  theirs,
  "-A KUBE-ROUTER-FORWARD -d 10.244.0.7/32 -j KUBE-POD-FW-AB12",
);

describe("policyRuleRemoval", () => {
  it("removes every jump and the rule that kube-router's own clean-up misses, then the chains", () => {
    assert.deepEqual(policyRuleRemoval(enforcing), {
      rules: [
        "*filter",
        jump.replace("-A", "-D"),
        accept.replace("-A", "-D"),
        "-F KUBE-NWPLCY-DEFAULT",
        "-F KUBE-POD-FW-AB12",
        "-F KUBE-ROUTER-FORWARD",
        "COMMIT\n",
      ].join("\n"),
      chains: "*filter\n-X KUBE-NWPLCY-DEFAULT\n-X KUBE-POD-FW-AB12\n-X KUBE-ROUTER-FORWARD\nCOMMIT\n",
    });
  });

  it("removes the rest after an interrupted removal", () => {
    assert.equal(policyRuleRemoval(table(accept))?.rules, `*filter\n${accept.replace("-A", "-D")}\nCOMMIT\n`);
  });

  it("has nothing to remove among rules of other programs", () => {
    assert.equal(policyRuleRemoval(table(":DOCKER - [0:0]", theirs)), undefined);
  });
});

describe("hasPolicyRules", () => {
  it("finds the chains of kube-router", () => assert.equal(hasPolicyRules(enforcing), true));
  it("ignores the chains of kube-proxy", () => {
    assert.equal(hasPolicyRules(table(":KUBE-SERVICES - [0:0]", ":KUBE-FORWARD - [0:0]")), false);
  });
});

describe("policySets", () => {
  it("returns kube-router's sets only", () => {
    assert.deepEqual(policySets("KUBE-SRC-A1\nKUBE-DST-B2\nKUBE-CLUSTER-IP\nf2b-sshd\n"), [
      "KUBE-SRC-A1",
      "KUBE-DST-B2",
    ]);
  });
});

describe("isEmptyTable", () => {
  it("accepts what iptables leaves behind", () => assert.equal(isEmptyTable(table()), true));
  it("rejects a table with another chain or rule", () => {
    assert.equal(isEmptyTable(table(":DOCKER - [0:0]")), false);
    assert.equal(isEmptyTable(table("-A INPUT -p icmp -j DROP")), false);
  });
  it("rejects a table with a policy other than ACCEPT", () => {
    assert.equal(isEmptyTable(table().replace("FORWARD ACCEPT", "FORWARD DROP")), false);
  });
});
