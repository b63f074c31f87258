import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

export interface TraefikAccountArgs {
  name: string;
  namespace: string;
}

const read = ["get", "list", "watch"];

/** Permissions of an edge controller: routes and their status, certificates, endpoints. */
const rules: k8s.types.input.rbac.v1.PolicyRule[] = [
  { apiGroups: [""], resources: ["services", "secrets", "configmaps", "nodes", "namespaces"], verbs: read },
  { apiGroups: [""], resources: ["pods"], verbs: ["get"] },
  { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: read },
  { apiGroups: ["networking.k8s.io"], resources: ["ingresses", "ingressclasses"], verbs: read },
  { apiGroups: ["networking.k8s.io"], resources: ["ingresses/status"], verbs: ["update"] },
  { apiGroups: ["traefik.io"], resources: ["*"], verbs: read },
  { apiGroups: ["gateway.networking.k8s.io"], resources: ["*"], verbs: read },
  { apiGroups: ["gateway.networking.k8s.io"], resources: ["*/status"], verbs: ["update"] },
];

export class TraefikAccount extends pulumi.ComponentResource {
  constructor(name: string, args: TraefikAccountArgs, opts?: pulumi.ComponentResourceOptions) {
    super("sandbox:platform:TraefikAccount", name, args, opts);
    const child = { parent: this };
    const account = new k8s.core.v1.ServiceAccount(
      `${name}-service-account`,
      { metadata: { name: args.name, namespace: args.namespace } },
      child,
    );
    const role = new k8s.rbac.v1.ClusterRole(`${name}-role`, { metadata: { name: args.name }, rules }, child);
    new k8s.rbac.v1.ClusterRoleBinding(
      `${name}-binding`,
      {
        metadata: { name: args.name },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role.metadata.name },
        subjects: [{ kind: "ServiceAccount", name: account.metadata.name, namespace: args.namespace }],
      },
      child,
    );
    this.registerOutputs();
  }
}
