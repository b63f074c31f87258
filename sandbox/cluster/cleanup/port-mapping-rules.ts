import { cniNetworkName } from "../network-plan.js";

const dispatcher = "CNI-HOSTPORT-DNAT";
const sharedChains = [dispatcher, "CNI-HOSTPORT-SETMARK", "CNI-HOSTPORT-MASQ"];

function targetOf(rule: string): string | undefined {
  return /-j (CNI-DN-\S+)/.exec(rule)?.[1];
}

/** Two inputs for `iptables-restore --noflush`: a chain can be removed only after the rules that use it. */
interface PortMappingRemoval {
  readonly rules: string;
  readonly chains: string;
}

/**
 * How to remove the sandbox's port mappings, given the text of `iptables-save -t nat`. The port mapping plugin writes the name
 * of the network into the comment of each rule. Rules of other networks stay, and with them the shared chains.
 * @returns undefined if there is nothing to remove
 */
export function portMappingRemoval(saved: string): PortMappingRemoval | undefined {
  const lines = saved.split("\n");
  const mappings = lines.filter((line) => line.startsWith(`-A ${dispatcher} `));
  const ours = mappings.filter((rule) => rule.includes(`name: \\"${cniNetworkName}\\"`));
  const isLast = mappings.length === ours.length;
  const chains = [
    ...ours.map(targetOf).filter((chain) => chain !== undefined),
    ...(isLast ? presentShared(lines) : []),
  ];
  if (chains.length === 0) {
    return undefined;
  }
  const rules = [...ours, ...(isLast ? jumpsToShared(lines) : [])].map((rule) => rule.replace(/^-A/, "-D"));
  const table = (commands: readonly string[]): string => ["*nat", ...commands, "COMMIT", ""].join("\n");
  return {
    rules: table([...rules, ...chains.map((chain) => `-F ${chain}`)]),
    chains: table(chains.map((chain) => `-X ${chain}`)),
  };
}

/** Without any mapping the shared chains are unused; the plugin creates them again when it needs them. */
function presentShared(lines: readonly string[]): readonly string[] {
  return sharedChains.filter((chain) => lines.some((line) => line.startsWith(`:${chain} `)));
}

function jumpsToShared(lines: readonly string[]): readonly string[] {
  const jumps = sharedChains.map((chain) => `-j ${chain}`);
  return lines.filter(
    (line) => /^-A (PREROUTING|OUTPUT|POSTROUTING) /.test(line) && jumps.some((jump) => line.endsWith(jump)),
  );
}
