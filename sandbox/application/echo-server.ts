import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { deploymentLimits, endpointsNotAwaited } from "../platform/awaiting";
import { restrictedContainer, restrictedPod } from "../platform/restricted-pod";

export interface EchoServerArgs {
  image: string;
  namespace: string;
  /** Base path that the server itself serves. */
  path: string;
}

const name = "echo";
/** Labels of its pods. */
export const echoLabels = { "app.kubernetes.io/name": name };
/** Its Service, with the same port as the pods. */
export const echoService = { name, port: 8080 };

/** go-httpbin, which answers with the request it received. It has no sign-in of its own. */
export class EchoServer extends pulumi.ComponentResource {
  constructor(logicalName: string, args: EchoServerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("sandbox:application:EchoServer", logicalName, args, opts);
    const metadata = { name, namespace: args.namespace, labels: echoLabels };
    const server = new k8s.apps.v1.Deployment(
      `${logicalName}-server`,
      { metadata, spec: echoDeployment(args) },
      { parent: this, ...deploymentLimits },
    );
    new k8s.core.v1.Service(
      `${logicalName}-service`,
      {
        metadata: { ...metadata, annotations: endpointsNotAwaited },
        spec: { selector: echoLabels, ports: [{ name: "http", port: echoService.port, targetPort: "http" }] },
      },
      { parent: this, dependsOn: [server] },
    );
    this.registerOutputs({});
  }
}

function echoDeployment({ image, path }: EchoServerArgs): k8s.types.input.apps.v1.DeploymentSpec {
  const container = {
    name,
    image,
    imagePullPolicy: "IfNotPresent",
    args: ["-prefix", path],
    ports: [{ name: "http", containerPort: echoService.port }],
    readinessProbe: { httpGet: { path: `${path}/status/200`, port: "http" }, periodSeconds: 1 },
    resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { memory: "64Mi" } },
    securityContext: restrictedContainer,
  };
  return {
    selector: { matchLabels: echoLabels },
    template: {
      metadata: { labels: echoLabels },
      spec: { automountServiceAccountToken: false, securityContext: restrictedPod(65532), containers: [container] },
    },
  };
}
