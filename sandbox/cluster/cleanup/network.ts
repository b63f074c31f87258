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

/** The pods' interfaces disappear with their network namespaces; one that is still closing would keep its interface. */
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

/** Removes kube-router's rules, also those of a killed one. A set can be removed only after the last rule that uses it. */
async function removePolicyRules(): Promise<void> {
  const { stdout } = await execa("iptables-save", ["-t", "filter"]);
  const removal = policyRuleRemoval(stdout);
  if (removal !== undefined) {
    await execa("iptables-restore", ["--noflush"], { input: removal.rules });
    await execa("iptables-restore", ["--noflush"], { input: removal.chains });
  }
  await waitFor({
    awaiting: "the address sets of network policies to be released",
    limitSeconds: 10,
    // The kernel releases the set of a removed rule a moment later.
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

/** `iptables` creates a table as soon as it reads one, and leaves it behind empty. */
async function isEmptied(table: string): Promise<boolean> {
  return isEmptyTable((await execa("iptables-save", ["-t", table])).stdout);
}

/** Tables of kube-proxy belong to the sandbox: it does not start on a machine that has them already. */
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

/** Removes tracked connections to addresses that the next cluster assigns to other pods. */
async function forgetConnections(): Promise<void> {
  // Exits with 1 if there are none.
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
