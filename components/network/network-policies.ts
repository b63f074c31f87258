import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { formatProblems } from "../validation/problem";
import { checkNetwork } from "./check";
import { type NetworkPoliciesArgs, resolveNetworkSettings } from "./settings";
import { networkPolicies } from "./policies";

export type { NetworkApplicationArgs, NetworkPoliciesArgs } from "./settings";

/**
 * Closes the stack's namespace but for what it needs, so that nobody in the cluster goes round the sign-in. Needs a
 * network plugin that enforces policies; on one that does not they have no effect, and no error says so.
 */
export class NetworkPolicies extends pulumi.ComponentResource {
  constructor(name: string, args: NetworkPoliciesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:NetworkPolicies", name, args, opts);
    const problems = checkNetwork(args, "network");
    if (problems.length > 0) {
      throw new pulumi.ResourceError(formatProblems(problems), this);
    }
    for (const policy of networkPolicies(resolveNetworkSettings(args))) {
      new k8s.networking.v1.NetworkPolicy(`${name}-${policy.metadata.name}`, policy, { parent: this });
    }
    this.registerOutputs({});
  }
}
