import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { execa } from "execa";
import { waitFor } from "../../wait/wait-for.js";
import { forwardRule } from "../bridge.js";
import { guardTable, networkPlan } from "../network-plan.js";
import { type MachineRecord, nftTables } from "./host-record.js";
import { isEmptyTable, policyRuleRemoval, policySets } from "./policy-rules.js";
import { portMappingRemoval } from "./port-mapping-rules.js";

const bridgeFolder = `/sys/class/net/${networkPlan.bridge}`;

export function bridgeExists(): boolean {
  return existsSync(bridgeFolder);
}

/** The pods' ends go with their network namespaces; a namespace that is still closing would keep its own. */
async function removeBridge(): Promise<void> {
  if (!bridgeExists()) {
    return;
  }
  for (const port of await readdir(`${bridgeFolder}/brif`)) {
    await execa("ip", ["link", "delete", port], { reject: false });
  }
  await execa("ip", ["link", "delete", networkPlan.bridge]);
}

async function removePortMappings(): Promise<void> {
  const { stdout } = await execa("iptables-save", ["-t", "nat"]);
  const removal = portMappingRemoval(stdout);
  if (removal === undefined) {
    return;
  }
  await execa("iptables-restore", ["--noflush"], { input: removal.rules });
  await execa("iptables-restore", ["--noflush"], { input: removal.chains });
}

async function removeForwardRule(): Promise<void> {
  const isPresent = await execa("iptables", ["-C", "FORWARD", ...forwardRule], { reject: false });
  if (isPresent.exitCode === 0) {
    await execa("iptables", ["-D", "FORWARD", ...forwardRule]);
  }
}

/** kube-router's, whether it ended or was killed half-way. A set can go only after the last rule that names it. */
async function removePolicyRules(): Promise<void> {
  const { stdout } = await execa("iptables-save", ["-t", "filter"]);
  const removal = policyRuleRemoval(stdout);
  if (removal !== undefined) {
    await execa("iptables-restore", ["--noflush"], { input: removal.rules });
    await execa("iptables-restore", ["--noflush"], { input: removal.chains });
  }
  await waitFor({
    awaiting: "the address sets of network policies to go",
    limitSeconds: 10,
    // The kernel lets go of a removed rule's set a moment later.
    observe: async () => {
      const sets = policySets((await execa("ipset", ["list", "-name"])).stdout);
      for (const set of sets) {
        await execa("ipset", ["destroy", set]);
      }
      return { met: true };
    },
    next: "npm run sandbox -- down",
  });
}

/** An empty table is what `iptables` leaves behind once it was asked for a rule. */
async function isEmptied(table: string): Promise<boolean> {
  return isEmptyTable((await execa("iptables-save", ["-t", table])).stdout);
}

/** kube-proxy's tables are ours: a start refuses a machine that has them already. */
async function removeTables(record: MachineRecord): Promise<void> {
  const ours = [`ip ${guardTable}`, "ip kube-proxy", "ip6 kube-proxy"];
  if (!record.hadNatTable && (await isEmptied("nat"))) {
    ours.push("ip nat");
  }
  if (!record.hadFilterTable && (await isEmptied("filter"))) {
    ours.push("ip filter");
  }
  const present = (await nftTables()).filter((table) => ours.includes(table));
  for (const table of present) {
    await execa("nft", ["delete", "table", ...table.split(" ")]);
  }
}

/** Connections to addresses that the next cluster gives to other pods. */
async function forgetConnections(): Promise<void> {
  // Exits with 1 when there is none.
  await execa("conntrack", ["-D", "-d", networkPlan.serviceCidr], { reject: false });
  await execa("conntrack", ["-D", "-d", networkPlan.podCidr], { reject: false });
}

export async function removeNetwork(record: MachineRecord): Promise<void> {
  await removeBridge();
  await removePortMappings();
  await removeForwardRule();
  if (record.ownsPolicyRules) {
    await removePolicyRules();
  }
  await removeTables(record);
  await forgetConnections();
}
