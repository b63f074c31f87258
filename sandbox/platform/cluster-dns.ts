import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { deploymentLimits, endpointsNotAwaited } from "./awaiting";
import { corefile } from "./corefile";
import { restrictedContainer, restrictedPod } from "./restricted-pod";

export interface ClusterDnsArgs {
  image: string;
  /** Public hosts that the edge serves; pods resolve no other name outside of the cluster. */
  hosts: string[];
}

const namespace = "kube-system";
/** Labels and address as in every cluster: charts select by the labels, and kubelets give the address to pods. */
const labels = { "k8s-app": "kube-dns" };
const clusterIp = "10.96.0.10";
/** Above 1024, so that no kernel setting matters; the Service maps it to 53. */
const port = 5353;

/** CoreDNS as in most clusters, which also resolves the public hosts to the edge's Service. */
export class ClusterDns extends pulumi.ComponentResource {
  constructor(name: string, args: ClusterDnsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("sandbox:platform:ClusterDns", name, args, opts);
    const child = { parent: this };
    const metadata = { name: "coredns", namespace, labels };

    const account = new k8s.core.v1.ServiceAccount(`${name}-account`, { metadata }, child);
    const role = new k8s.rbac.v1.ClusterRole(
      `${name}-reader`,
      {
        metadata: { name: "system:coredns" },
        rules: [
          { apiGroups: [""], resources: ["endpoints", "services", "pods", "namespaces"], verbs: ["list", "watch"] },
          { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["list", "watch"] },
        ],
      },
      child,
    );
    const binding = new k8s.rbac.v1.ClusterRoleBinding(
      `${name}-reader-binding`,
      {
        metadata: { name: "system:coredns" },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role.metadata.name },
        subjects: [{ kind: "ServiceAccount", name: account.metadata.name, namespace }],
      },
      child,
    );
    const config = new k8s.core.v1.ConfigMap(
      `${name}-config`,
      {
        metadata,
        data: { Corefile: corefile({ hosts: args.hosts, edge: "traefik.traefik.svc.cluster.local", port }) },
      },
      child,
    );
    const workload = new k8s.apps.v1.Deployment(
      `${name}-server`,
      {
        metadata,
        spec: { selector: { matchLabels: labels }, template: podTemplate(args.image, config.metadata.name) },
      },
      { ...child, dependsOn: [account, binding, config], ...deploymentLimits },
    );
    new k8s.core.v1.Service(`${name}-service`, dnsService(), { ...child, dependsOn: [workload] });
    this.registerOutputs();
  }
}

function podTemplate(image: string, configMap: pulumi.Input<string>): k8s.types.input.core.v1.PodTemplateSpec {
  return {
    metadata: { labels },
    spec: {
      serviceAccountName: "coredns",
      // It must not resolve names with itself.
      dnsPolicy: "Default",
      securityContext: restrictedPod(65532),
      containers: [
        {
          name: "coredns",
          image,
          imagePullPolicy: "IfNotPresent",
          args: ["-conf", "/etc/coredns/Corefile"],
          ports: [
            { name: "dns", containerPort: port, protocol: "UDP" },
            { name: "dns-tcp", containerPort: port, protocol: "TCP" },
            { name: "metrics", containerPort: 9153 },
          ],
          readinessProbe: { httpGet: { path: "/ready", port: 8181 }, periodSeconds: 1 },
          livenessProbe: { httpGet: { path: "/health", port: 8080 }, initialDelaySeconds: 30, timeoutSeconds: 5 },
          resources: { requests: { cpu: "25m", memory: "40Mi" }, limits: { memory: "170Mi" } },
          // The image's binary has the file capability for port 53; Linux starts it only if the container may have that capability.
          securityContext: { ...restrictedContainer, capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } },
          volumeMounts: [{ name: "config", mountPath: "/etc/coredns", readOnly: true }],
        },
      ],
      volumes: [{ name: "config", configMap: { name: configMap } }],
    },
  };
}

function dnsService(): k8s.core.v1.ServiceArgs {
  return {
    metadata: { name: "kube-dns", namespace, labels, annotations: endpointsNotAwaited },
    spec: {
      clusterIP: clusterIp,
      selector: labels,
      ports: [
        { name: "dns", port: 53, protocol: "UDP", targetPort: "dns" },
        { name: "dns-tcp", port: 53, protocol: "TCP", targetPort: "dns-tcp" },
        { name: "metrics", port: 9153, targetPort: "metrics" },
      ],
    },
  };
}
