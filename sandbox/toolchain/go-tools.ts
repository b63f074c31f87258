import { goModuleVersions } from "../versions.js";

/** One Go module of `sandbox/toolchain/<name>`, and what is built from it. */
export interface GoTool {
  /** Main package of each binary, by the name that the sandbox uses for it; the file is named after the package. */
  readonly binaries: Readonly<Record<string, string>>;
  /** Version variables to set at link time; without them programs report "dev" as version and skip version checks. */
  readonly stamps: Readonly<Record<string, string>>;
  /**
   * Modules that are compiled from a copy, in which the packages of `sandbox/toolchain/<tool>/cuts/<module>` replace upstream's:
   * what the sandbox never runs, and what would take longest to compile.
   */
  readonly cuts?: readonly string[];
  /** Files to embed, which upstream's module has in a folder from which our main package cannot embed them. */
  readonly embed?: {
    readonly module: string;
    readonly from: string;
    readonly files: readonly string[];
    readonly into: string;
  };
  /** A folder of upstream's module to copy beside the binaries. */
  readonly keep?: { readonly module: string; readonly from: string; readonly as: string };
  /** Whether only the end-to-end tests need it. */
  readonly forTests?: boolean;
}

const version = <M extends keyof typeof goModuleVersions>(module: M): string => goModuleVersions[module];
const withoutV = (tag: string): string => tag.replace(/^v/, "");

const kubernetesVersion = version("k8s.io/kubernetes");
const [kubernetesMajor = "", kubernetesMinor = ""] = withoutV(kubernetesVersion).split(".");

/** Client and server read their version from different packages; kubectl compares both. */
const kubernetesStamps = Object.fromEntries(
  ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"].flatMap((pkg) => [
    [`${pkg}.gitVersion`, kubernetesVersion],
    [`${pkg}.gitMajor`, kubernetesMajor],
    [`${pkg}.gitMinor`, kubernetesMinor],
    [`${pkg}.gitTreeState`, "clean"],
  ]),
);

/**
 * In the order in which they are compiled. Kubernetes has most of what the others share, so they find it compiled; the
 * smallest come last, so that at the end one core does not wait long for the other.
 */
export const goTools = {
  kubernetes: {
    binaries: {
      kubeApiserver: "k8s.io/kubernetes/cmd/kube-apiserver",
      kubeControllerManager: "k8s.io/kubernetes/cmd/kube-controller-manager",
      kubeScheduler: "k8s.io/kubernetes/cmd/kube-scheduler",
      kubelet: "k8s.io/kubernetes/cmd/kubelet",
      kubeProxy: "k8s.io/kubernetes/cmd/kube-proxy",
      kubectl: "k8s.io/kubernetes/cmd/kubectl",
    },
    stamps: kubernetesStamps,
  },
  "pulumi-kubernetes": {
    binaries: { pulumiKubernetes: "./cmd/pulumi-resource-kubernetes" },
    stamps: { "github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version.Version": "4.25.0" },
    embed: {
      module: "github.com/pulumi/pulumi-kubernetes/provider/v4",
      from: "cmd/pulumi-resource-kubernetes",
      files: ["schema.json", "terraform-mapping.json"],
      into: "cmd/pulumi-resource-kubernetes",
    },
    cuts: ["github.com/pulumi/pulumi-kubernetes/provider/v4"],
  },
  pulumi: {
    binaries: { pulumi: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" },
    stamps: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": version("github.com/pulumi/pulumi/pkg/v3") },
    cuts: ["github.com/pulumi/pulumi/pkg/v3", "gocloud.dev"],
  },
  traefik: {
    binaries: { traefik: "github.com/traefik/traefik/v3/cmd/traefik" },
    stamps: {
      "github.com/traefik/traefik/v3/pkg/version.Version": withoutV(version("github.com/traefik/traefik/v3")),
    },
    cuts: ["github.com/traefik/traefik/v3", "github.com/go-acme/lego/v5"],
  },
  "prometheus-operator": {
    binaries: {
      prometheusOperator: "github.com/prometheus-operator/prometheus-operator/cmd/operator",
      prometheusConfigReloader: "github.com/prometheus-operator/prometheus-operator/cmd/prometheus-config-reloader",
    },
    stamps: {
      "github.com/prometheus/common/version.Version": withoutV(
        version("github.com/prometheus-operator/prometheus-operator"),
      ),
    },
  },
  "envoy-gateway": {
    binaries: { envoyGateway: "github.com/envoyproxy/gateway/cmd/envoy-gateway" },
    stamps: {
      "github.com/envoyproxy/gateway/internal/cmd/version.envoyGatewayVersion": version(
        "github.com/envoyproxy/gateway",
      ),
    },
    keep: { module: "github.com/envoyproxy/gateway", from: "charts/gateway-crds-helm/templates/generated", as: "crds" },
    forTests: true,
  },
  "pulumi-providers": {
    binaries: {
      pulumiKeycloak: "./cmd/pulumi-resource-keycloak",
      pulumiRandom: "./cmd/pulumi-resource-random",
      pulumiTls: "./cmd/pulumi-resource-tls",
    },
    stamps: {},
    cuts: ["github.com/pulumi/pulumi-terraform-bridge/v3"],
  },
  coredns: {
    binaries: { coredns: "./cmd/coredns" },
    stamps: {},
  },
  "kube-router": {
    binaries: { kubeRouter: "github.com/cloudnativelabs/kube-router/v2/cmd/kube-router" },
    stamps: {
      "github.com/cloudnativelabs/kube-router/v2/pkg/version.Version": version("github.com/k3s-io/kube-router/v2"),
    },
    cuts: ["github.com/cloudnativelabs/kube-router/v2"],
  },
  "oauth2-proxy": {
    binaries: { oauth2Proxy: "github.com/oauth2-proxy/oauth2-proxy/v7" },
    stamps: {
      "github.com/oauth2-proxy/oauth2-proxy/v7/pkg/version.VERSION": version("github.com/oauth2-proxy/oauth2-proxy/v7"),
    },
  },
  alertmanager: {
    binaries: { alertmanager: "github.com/prometheus/alertmanager/cmd/alertmanager" },
    stamps: {
      "github.com/prometheus/common/version.Version": withoutV(version("github.com/prometheus/alertmanager")),
    },
  },
  "go-httpbin": {
    binaries: { goHttpbin: "github.com/mccutchen/go-httpbin/v2/cmd/go-httpbin" },
    stamps: { "main.version": version("github.com/mccutchen/go-httpbin/v2") },
  },
} as const satisfies Record<string, GoTool>;

export type ToolName = keyof typeof goTools;

/** Names of all binaries of all tools. */
export type BinaryName = { [Tool in ToolName]: keyof (typeof goTools)[Tool]["binaries"] }[ToolName];

/** Path of each binary. It contains the content key of its tool: a changed tool has another path. */
export type ToolPaths = Readonly<Record<BinaryName, string>>;

/** File name of a main package's binary with `go build`: the last path element that is not a major version. */
export function binaryFileName(pkg: string): string {
  const elements = pkg.split("/").filter((element) => !/^v[2-9]\d*$/.test(element));
  return elements.at(-1) ?? pkg;
}
