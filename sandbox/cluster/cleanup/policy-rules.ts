/** Chains of kube-router's network policy controller: the entry points, one per pod, one per policy. */
const policyChain = /KUBE-(ROUTER|POD-FW|NWPLCY)-/;
/** A rule in the machine's own chains that is no jump: `kube-router --cleanup-config` does not remove it. */
const acceptRule = "KUBE-ROUTER rule to explicitly ACCEPT traffic";

const isChain = (line: string): boolean => new RegExp(`^:${policyChain.source}`).test(line);
const isInMachineChain = (line: string): boolean => /^-A (INPUT|FORWARD|OUTPUT) /.test(line);
const isPolicyRule = (line: string): boolean =>
  new RegExp(`-j ${policyChain.source}`).test(line) || line.includes(acceptRule);

/** Whether kube-router runs on this machine or has left its chains, given `iptables-save -t filter`. */
export function hasPolicyRules(saved: string): boolean {
  return saved.split("\n").some(isChain);
}

/** Two inputs for `iptables-restore --noflush`: a chain can be removed only after the rules that use it. */
interface PolicyRuleRemoval {
  readonly rules: string;
  readonly chains: string;
}

/**
 * How to remove kube-router's rules from the filter table, given the text of `iptables-save -t filter`. The rules have no
 * mark of their cluster: the caller must know that they belong to the sandbox.
 * @returns undefined if there is nothing to remove
 */
export function policyRuleRemoval(saved: string): PolicyRuleRemoval | undefined {
  const lines = saved.split("\n");
  const chains = lines.filter(isChain).map((line) => line.slice(1).split(" ")[0] ?? "");
  const rules = lines
    .filter((line) => isInMachineChain(line) && isPolicyRule(line))
    .map((rule) => rule.replace(/^-A/, "-D"));
  if (chains.length === 0 && rules.length === 0) {
    return undefined;
  }
  const table = (commands: readonly string[]): string => ["*filter", ...commands, "COMMIT", ""].join("\n");
  return {
    rules: table([...rules, ...chains.map((chain) => `-F ${chain}`)]),
    chains: table(chains.map((chain) => `-X ${chain}`)),
  };
}

/** kube-router's address sets among the names that `ipset list -name` gives. */
export function policySets(names: string): readonly string[] {
  return names.split("\n").filter((name) => /^KUBE-(SRC|DST)-/.test(name));
}

/** Whether a table has only its built-in chains with their default policies, given `iptables-save` of that table. */
export function isEmptyTable(saved: string): boolean {
  return saved.split("\n").every((line) => !/^-A /.test(line) && !/^:\S+ (?!ACCEPT)/.test(line));
}
