import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { stringify } from "yaml";
import type { EdgeAddress } from "../../http/http-session.js";
import { createToolBuilder } from "../../toolchain/build-tool.js";
import { buildEnvoy } from "../../toolchain/envoy.js";
import { findGo } from "../../toolchain/go-installation.js";
import type { ToolPaths } from "../../toolchain/index.js";
import { envoyWheel, images } from "../../versions.js";
import type { Kubernetes } from "../pods/kubernetes.js";
import { waitForPod } from "../pods/wait-for-pod.js";

/** Envoy Gateway beside the sandbox's own edge: one pod, in which it runs Envoy as a child process. */
export interface EnvoyGateway {
  /** Where Envoy serves the host. */
  readonly address: EdgeAddress;
  remove(): Promise<void>;
}

/** The Gateway, as a stack's configuration refers to it. */
export const gateway = { name: "public", namespace: "envoy-gateway-system", sectionName: "websecure" };

const name = "envoy-gateway";
const { namespace } = gateway;
const gatewayClass = { apiVersion: "gateway.networking.k8s.io/v1", kind: "GatewayClass", metadata: { name } };
const controllerName = "gateway.envoyproxy.io/gatewayclass-controller";
const port = 8443;

/** @param host the host to serve, with the certificate of the sandbox's own edge */
export async function startEnvoyGateway(
  cluster: Kubernetes,
  { kubeconfig, tools, host }: { readonly kubeconfig: string; readonly tools: ToolPaths; readonly host: string },
): Promise<EnvoyGateway> {
  await createToolBuilder(await findGo()).build("envoy-gateway");
  const programs = { gateway: dirname(tools.envoyGateway), envoy: dirname(await buildEnvoy()) };
  const certificate = await cluster.core.readNamespacedSecret({ name: "edge-certificate", namespace: "traefik" });
  const objects = [
    ...account,
    inNamespace("v1", "Secret", { type: certificate.type, data: certificate.data }),
    ...gatewayObjects(host),
    inNamespace("v1", "ConfigMap", { data: { "config.yaml": stringify(configuration) } }),
    pod(programs),
  ];
  const crds = await definitions(join(programs.gateway, "crds"));
  const kubectl = (args: readonly string[], input: string) =>
    execa(tools.kubectl, ["--kubeconfig", kubeconfig, ...args, "--filename", "-"], { input });
  const apply = (text: string) => kubectl(["apply", "--server-side", "--force-conflicts"], text);
  const remove = async (): Promise<void> => {
    // The class first, while Envoy Gateway still runs: it puts a finalizer on the class, and must remove it.
    for (const text of [asYaml(gatewayObjects(host)), `${asYaml(account)}${crds}`]) {
      await kubectl(["delete", "--ignore-not-found", "--timeout", "90s"], text);
    }
  };
  try {
    await apply(crds);
    await apply(asYaml(objects));
    const { status } = await waitForPod(cluster, { namespace, name });
    return { address: { host, address: status?.podIP ?? "", port }, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function definitions(folder: string): Promise<string> {
  const texts = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), "utf8")));
  // Upstream's chart wraps each of them in one condition.
  return texts.map((text) => text.replaceAll(/^\{\{.*\}\}$/gm, "")).join("\n");
}

function asYaml(objects: readonly object[]): string {
  return objects.map((object) => stringify(object)).join("---\n");
}

function inNamespace(apiVersion: string, kind: string, content: object): object {
  return { apiVersion, kind, metadata: { name, namespace }, ...content };
}

/** Cluster administrator: it runs only during the tests, so its exact rights are not restated here. */
const account = [
  { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
  inNamespace("v1", "ServiceAccount", {}),
  {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
    subjects: [{ kind: "ServiceAccount", name, namespace }],
  },
];

function gatewayObjects(hostname: string): object[] {
  const listener = {
    name: gateway.sectionName,
    ...{ hostname, port, protocol: "HTTPS" },
    tls: { mode: "Terminate", certificateRefs: [{ name }] },
    allowedRoutes: { namespaces: { from: "All" } },
  };
  return [
    { ...gatewayClass, spec: { controllerName } },
    {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "Gateway",
      metadata: { name: gateway.name, namespace },
      spec: { gatewayClassName: name, listeners: [listener] },
    },
    // As docs/edges/envoy-gateway.md recommends for applications that follow CGI.
    inNamespace("gateway.envoyproxy.io/v1alpha1", "ClientTrafficPolicy", {
      spec: {
        targetRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: gateway.name }],
        headers: {
          earlyRequestHeaders: { removeOnMatch: [{ type: "RegularExpression", value: "[^:]*[^:A-Za-z0-9-].*" }] },
        },
      },
    }),
  ];
}

const folders = { home: "/home/envoy", tools: "/tools", config: "/config" };

const configuration = {
  apiVersion: "gateway.envoyproxy.io/v1alpha1",
  kind: "EnvoyGateway",
  gateway: { controllerName },
  provider: {
    type: "Custom",
    custom: {
      resource: { type: "Kubernetes" },
      infrastructure: {
        type: "Host",
        host: {
          configHome: `${folders.home}/config`,
          dataHome: `${folders.home}/data`,
          stateHome: `${folders.home}/state`,
          runtimeDir: `${folders.home}/run`,
        },
      },
    },
  },
  envoyProxy: { provider: { type: "Host", host: { envoyVersion: envoyWheel.version } } },
};

/** The programs and the libraries that Envoy is linked with come from this machine, so no image is needed. */
function pod(programs: { readonly gateway: string; readonly envoy: string }): object {
  const fromMachine = [
    { name: "gateway", path: programs.gateway, mountPath: folders.tools },
    {
      name: "envoy",
      path: programs.envoy,
      mountPath: `${folders.home}/data/envoy-versions/${envoyWheel.version}/bin`,
    },
    ...["/lib", "/lib64", "/usr/lib"].map((path) => ({ name: path.slice(1).replace("/", "-"), path, mountPath: path })),
  ];
  const container = {
    image: images.pause,
    env: [{ name: "HOME", value: folders.home }],
    volumeMounts: [
      { name: "home", mountPath: folders.home },
      { name: "home", mountPath: "/tmp", subPath: "tmp" },
      // The Kubernetes provider looks for its certificate here.
      { name: "home", mountPath: "/certs", subPath: "config/certs/envoy-gateway" },
      { name: "config", mountPath: folders.config },
      ...fromMachine.map(({ name: volume, mountPath }) => ({ name: volume, mountPath, readOnly: true })),
    ],
  };
  const program = `${folders.tools}/envoy-gateway`;
  const certificates = [program, "certgen", "--local", "--config-home", `${folders.home}/config`];
  return inNamespace("v1", "Pod", {
    spec: {
      serviceAccountName: name,
      terminationGracePeriodSeconds: 1,
      securityContext: { runAsUser: 0 },
      initContainers: [{ ...container, name: "certificates", command: certificates }],
      containers: [
        { ...container, name, command: [program, "server", "--config-path", `${folders.config}/config.yaml`] },
      ],
      volumes: [
        { name: "home", emptyDir: {} },
        { name: "config", configMap: { name } },
        ...fromMachine.map(({ name: volume, path }) => ({ name: volume, hostPath: { path } })),
      ],
    },
  });
}
