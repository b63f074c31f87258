import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { settle } from "../validation/settle";
import { networkPolicies } from "./policies";
import { network, type NetworkPoliciesArgs } from "./settings";

/**
 * Isolates the stack's namespace except for the flows that it needs, so that no pod of the cluster can bypass sign-in. Needs
 * a network plugin that enforces policies; with one that does not, policies have no effect and no error reports it.
 */
export class NetworkPolicies extends pulumi.ComponentResource {
  constructor(name: string, args: NetworkPoliciesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:NetworkPolicies", name, args, opts);
    for (const policy of networkPolicies(settle(args, network, this))) {
      new k8s.networking.v1.NetworkPolicy(`${name}-${policy.metadata.name}`, policy, { parent: this });
    }
    this.registerOutputs({});
  }
}
