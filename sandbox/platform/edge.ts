import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { deploymentLimits, endpointsNotAwaited } from "./awaiting";
import type { Certificate } from "./certificates";
import { restrictedContainer } from "./restricted-pod";
import { singletonDeployment } from "./singleton-deployment";
import { TraefikAccount } from "./traefik-account";
import { traefikArguments } from "./traefik-arguments";

export interface EdgeArgs {
  image: string;
  /** Default certificate, for hosts without one of their own. */
  certificate: Certificate;
  /** Address of this machine on which the edge listens. */
  publicAddress: string;
}

const name = "traefik";
const namespace = "traefik";
const labels = { "app.kubernetes.io/name": name };

/** Traefik, for Ingress objects with ingress-nginx annotations, for its own kinds, and for the Gateway API. */
export class Edge extends pulumi.ComponentResource {
  constructor(logicalName: string, args: EdgeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("sandbox:platform:Edge", logicalName, args, opts);
    const child = { parent: this };
    // Not `restricted`: no Pod Security profile except `privileged` allows host ports.
    const home = new k8s.core.v1.Namespace(`${logicalName}-namespace`, { metadata: { name: namespace } }, child);
    const inNamespace = { ...child, dependsOn: [home] };
    const account = new TraefikAccount(`${logicalName}-account`, { name, namespace }, inNamespace);
    const certificate = new k8s.core.v1.Secret(
      `${logicalName}-certificate`,
      {
        metadata: { name: "edge-certificate", namespace },
        type: "kubernetes.io/tls",
        stringData: { "tls.crt": args.certificate.certificatePem, "tls.key": args.certificate.privateKeyPem },
      },
      inNamespace,
    );
    new k8s.apiextensions.CustomResource(
      `${logicalName}-default-certificate`,
      {
        apiVersion: "traefik.io/v1alpha1",
        kind: "TLSStore",
        metadata: { name: "default", namespace },
        spec: { defaultCertificate: { secretName: certificate.metadata.name } },
      },
      inNamespace,
    );
    const classes = [
      new k8s.networking.v1.IngressClass(
        `${logicalName}-ingress-class`,
        { metadata: { name: "nginx" }, spec: { controller: "k8s.io/ingress-nginx" } },
        child,
      ),
      new k8s.apiextensions.CustomResource(
        `${logicalName}-gateway-class`,
        {
          apiVersion: "gateway.networking.k8s.io/v1",
          kind: "GatewayClass",
          metadata: { name },
          spec: { controllerName: "traefik.io/gateway-controller" },
        },
        child,
      ),
    ];
    const gateway = new k8s.apiextensions.CustomResource(
      `${logicalName}-gateway`,
      publicGateway(certificate.metadata.name),
      { ...child, dependsOn: classes },
    );
    const workload = new k8s.apps.v1.Deployment(`${logicalName}-server`, traefikDeployment(args), {
      ...child,
      dependsOn: [account, certificate, gateway],
      ...deploymentLimits,
    });
    new k8s.core.v1.Service(`${logicalName}-service`, traefikService(), { ...child, dependsOn: [workload] });
    this.registerOutputs();
  }
}

/** Accepts routes of all namespaces: every namespace of the sandbox belongs to its user. */
function publicGateway(certificateName: pulumi.Input<string>): k8s.apiextensions.CustomResourceArgs & { spec: object } {
  return {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "Gateway",
    metadata: { name: "public", namespace },
    spec: {
      gatewayClassName: name,
      listeners: [
        {
          name: "websecure",
          // All hosts of the product's applications; the certificate names each of them, as clients require.
          hostname: "*.localhost",
          // Traefik finds the entry point by the port it listens on within the pod.
          port: 8443,
          protocol: "HTTPS",
          tls: { mode: "Terminate", certificateRefs: [{ name: certificateName }] },
          allowedRoutes: { namespaces: { from: "All" } },
        },
      ],
    },
  };
}

function traefikDeployment(args: EdgeArgs): k8s.apps.v1.DeploymentArgs {
  // A singleton because two pods cannot hold the node's ports at the same time.
  return singletonDeployment({
    name,
    namespace,
    user: 65532,
    serviceAccountName: name,
    container: traefikContainer(args),
    emptyVolume: "tmp",
  });
}

function traefikContainer({ image, publicAddress }: EdgeArgs): k8s.types.input.core.v1.Container {
  return {
    name,
    image,
    imagePullPolicy: "IfNotPresent",
    args: traefikArguments({ publicAddress }),
    ports: [
      // On loopback only: the sandbox serves only the machine on which it runs.
      { name: "web", containerPort: 8000, hostPort: 80, hostIP: publicAddress },
      { name: "websecure", containerPort: 8443, hostPort: 443, hostIP: publicAddress },
      { name: "traefik", containerPort: 8080 },
    ],
    readinessProbe: { httpGet: { path: "/ping", port: "traefik" }, periodSeconds: 1 },
    // Five seconds, because one is not enough on a machine that is compiling something.
    livenessProbe: { httpGet: { path: "/ping", port: "traefik" }, initialDelaySeconds: 30, timeoutSeconds: 5 },
    resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "256Mi" } },
    securityContext: restrictedContainer,
    volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
  };
}

function traefikService(): k8s.core.v1.ServiceArgs {
  return {
    metadata: { name, namespace, labels, annotations: endpointsNotAwaited },
    spec: {
      selector: labels,
      ports: [
        { name: "web", port: 80, targetPort: "web" },
        { name: "websecure", port: 443, targetPort: "websecure" },
      ],
    },
  };
}
