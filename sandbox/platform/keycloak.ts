import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { deploymentLimits, endpointsNotAwaited } from "./awaiting";
import { restrictedContainer, restrictedNamespace } from "./restricted-pod";
import { singletonDeployment } from "./singleton-deployment";

export interface KeycloakArgs {
  image: string;
  /** Public host. Keycloak writes it into every token, so clients inside and outside of the cluster must use the same. */
  host: string;
  /** The CA of the edge's certificate, published for clients that must trust Keycloak. */
  rootCaPem: pulumi.Input<string>;
}

const name = "keycloak";
const namespace = "keycloak";
const labels = { "app.kubernetes.io/name": name };
const adminSecret = "keycloak-admin";
const adminUsername = "admin";

/** Keycloak behind the edge. The program in `sandbox/realm` creates the realm. */
export class Keycloak extends pulumi.ComponentResource {
  public readonly url: pulumi.Output<string>;
  public readonly adminUsername = pulumi.output(adminUsername);
  public readonly adminPassword: pulumi.Output<string>;

  constructor(logicalName: string, args: KeycloakArgs, opts?: pulumi.ComponentResourceOptions) {
    super("sandbox:platform:Keycloak", logicalName, args, opts);
    const child = { parent: this };
    const home = new k8s.core.v1.Namespace(
      `${logicalName}-namespace`,
      { metadata: { name: namespace, labels: restrictedNamespace } },
      child,
    );
    const inNamespace = { ...child, dependsOn: [home] };
    const password = new random.RandomPassword(`${logicalName}-admin-password`, { length: 24, special: false }, child);
    const admin = new k8s.core.v1.Secret(
      `${logicalName}-admin`,
      {
        metadata: { name: adminSecret, namespace },
        stringData: { username: adminUsername, password: password.result },
      },
      inNamespace,
    );
    new k8s.core.v1.Secret(
      `${logicalName}-root-ca`,
      { metadata: { name: "root-ca", namespace }, stringData: { "ca.crt": args.rootCaPem } },
      inNamespace,
    );
    const workload = new k8s.apps.v1.Deployment(`${logicalName}-server`, keycloakDeployment(args), {
      ...child,
      dependsOn: [admin],
      ...deploymentLimits,
    });
    const service = new k8s.core.v1.Service(
      `${logicalName}-service`,
      {
        metadata: { name, namespace, labels, annotations: endpointsNotAwaited },
        spec: { selector: labels, ports: [{ name: "http", port: 8080, targetPort: "http" }] },
      },
      { ...child, dependsOn: [workload] },
    );
    new k8s.apiextensions.CustomResource(`${logicalName}-route`, keycloakRoute(args.host), {
      ...child,
      dependsOn: [service],
    });
    this.url = pulumi.output(`https://${args.host}`);
    this.adminPassword = pulumi.secret(password.result);
    this.registerOutputs({ url: this.url });
  }
}

function keycloakDeployment(args: KeycloakArgs): k8s.apps.v1.DeploymentArgs {
  // A singleton because two processes cannot open the database, which is a file. The file is lost with the pod, not with a
  // restart of the container; the next update of the realm's stack then recreates the realm.
  return singletonDeployment({ name, namespace, user: 1000, container: keycloakContainer(args), emptyVolume: "data" });
}

function keycloakContainer({ image, host }: KeycloakArgs): k8s.types.input.core.v1.Container {
  return {
    name,
    image,
    imagePullPolicy: "IfNotPresent",
    args: [
      "start-dev",
      "--http-enabled=true",
      // By default development mode listens on loopback only, although its health port reports that it is ready.
      "--http-host=0.0.0.0",
      `--hostname=https://${host}`,
      "--proxy-headers=xforwarded",
      "--health-enabled=true",
    ],
    env: [
      { name: "KC_BOOTSTRAP_ADMIN_USERNAME", valueFrom: { secretKeyRef: { name: adminSecret, key: "username" } } },
      { name: "KC_BOOTSTRAP_ADMIN_PASSWORD", valueFrom: { secretKeyRef: { name: adminSecret, key: "password" } } },
    ],
    ports: [
      { name: "http", containerPort: 8080 },
      { name: "management", containerPort: 9000 },
    ],
    // A first start takes half a minute on two cores, and several times that during a build.
    startupProbe: { httpGet: { path: "/health/started", port: "management" }, periodSeconds: 2, failureThreshold: 150 },
    readinessProbe: { httpGet: { path: "/health/ready", port: "management" }, periodSeconds: 2 },
    resources: { requests: { cpu: "200m", memory: "768Mi" }, limits: { memory: "1536Mi" } },
    // In development mode Keycloak builds itself at start, into the image's own folder.
    securityContext: { ...restrictedContainer, readOnlyRootFilesystem: false },
    volumeMounts: [{ name: "data", mountPath: "/opt/keycloak/data" }],
  };
}

function keycloakRoute(host: string): k8s.apiextensions.CustomResourceArgs {
  return {
    apiVersion: "traefik.io/v1alpha1",
    kind: "IngressRoute",
    metadata: { name, namespace },
    spec: {
      entryPoints: ["websecure"],
      routes: [{ kind: "Rule", match: `Host(\`${host}\`)`, services: [{ name, port: 8080 }] }],
    },
  };
}
