import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { execa } from "execa";
import { guardTable, networkPlan } from "./network-plan.js";

const { bridge, bridgeMac, nodeIp, podCidr, serviceCidr } = networkPlan;

const bridgeFilterSwitch = "/proc/sys/net/bridge/bridge-nf-call-iptables";

/**
 * Without these rules the node's own address would be reachable from the machine's other networks, because Linux answers for
 * any of its addresses on any interface; and `route_localnet`, which the port mapping of 127.0.0.1 enables, would let a pod
 * reach loopback services of the machine (CVE-2020-8558).
 */
export function guardRules(): string {
  return [
    `table ip ${guardTable} {`,
    "  chain prerouting {",
    "    type filter hook prerouting priority raw; policy accept;",
    `    iifname != { "lo", "${bridge}" } ip daddr { ${podCidr}, ${serviceCidr} } drop`,
    `    iifname "${bridge}" ip daddr 127.0.0.0/8 drop`,
    "  }",
    "}",
    "",
  ].join("\n");
}

/** Frames between pods must pass the packet filter, or the answer of a Service would arrive with the address of its pod. */
async function loadBridgeFilter(): Promise<void> {
  if (existsSync(bridgeFilterSwitch)) {
    return;
  }
  await execa("modprobe", ["br_netfilter"]);
  // The module would filter all bridges of the machine; ours enables the filter for itself.
  await writeFile(bridgeFilterSwitch, "0");
}

/** Creates the bridge with the node's address. Forwarding is enabled for this interface only, not for the machine. */
export async function createBridge(): Promise<void> {
  await loadBridgeFilter();
  await execa("ip", ["link", "add", bridge, "address", bridgeMac, "type", "bridge", "nf_call_iptables", "1"]);
  const ipv6Switch = `/proc/sys/net/ipv6/conf/${bridge}/disable_ipv6`;
  if (existsSync(ipv6Switch)) {
    await writeFile(ipv6Switch, "1");
  }
  await writeFile(`/proc/sys/net/ipv4/conf/${bridge}/forwarding`, "1");
  await execa("ip", ["address", "add", `${nodeIp}/24`, "dev", bridge]);
  await execa("ip", ["link", "set", bridge, "up"]);
  await execa("nft", ["-f", "-"], { input: guardRules() });
  await allowForwarding();
}

export const forwardRule = ["-i", bridge, "-o", bridge, "-m", "comment", "--comment", "monitoring-sso", "-j", "ACCEPT"];

/** Docker, for example, drops all forwarded packets that it does not know, even those within another bridge. */
async function allowForwarding(): Promise<void> {
  const { stdout } = await execa("iptables", ["-S", "FORWARD"]);
  if (stdout.includes("-P FORWARD DROP")) {
    await execa("iptables", ["-I", "FORWARD", ...forwardRule]);
  }
}

/** @returns the interface of another program on this machine that uses the sandbox's addresses */
export async function addressConflict(): Promise<string | undefined> {
  const routes = await readFile("/proc/net/route", "utf8");
  return conflictingInterface(routes);
}

/** The interface with a route in the pod or service network, from the text of /proc/net/route. */
export function conflictingInterface(routes: string): string | undefined {
  const lines = routes.trim().split("\n").slice(1);
  return lines
    .map((line) => line.split("\t"))
    .find(([name, destination]) => name !== bridge && isOurs(destination ?? ""))?.[0];
}

const ours = [podCidr, serviceCidr].map(routeSuffix);

/** Destinations are little-endian hexadecimal: 10.244.0.0 is 0000F40A. */
function isOurs(destination: string): boolean {
  return ours.some((suffix) => destination.endsWith(suffix));
}

/** The first two bytes of a network, as the end of such a destination. */
function routeSuffix(cidr: string): string {
  const [first = 0, second = 0] = cidr.split(".").map(Number);
  return Buffer.from([second, first]).toString("hex").toUpperCase();
}
