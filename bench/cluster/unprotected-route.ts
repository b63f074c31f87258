import type { KubernetesObject } from "@kubernetes/client-node";
import { type Kubernetes, namespace } from "../../sandbox/e2e/pods/kubernetes.js";
import type { MeasuredEdge } from "../measured-edges.js";

/** A host of the sandbox's certificate that the product's own stack does not use. */
export const unprotectedHost = "tool.localhost";

const name = "bench-unprotected";
const service = { name: "kube-prometheus-stack-prometheus", port: 9090 };

type Route = KubernetesObject & { readonly spec: object };

/** The same kind of route as that of the product, to the same Service, without the sign-in: what a check is compared with. */
const routes: Readonly<Record<MeasuredEdge, Route>> = {
  traefik: {
    apiVersion: "traefik.io/v1alpha1",
    kind: "IngressRoute",
    metadata: { name, namespace },
    spec: {
      entryPoints: ["websecure"],
      routes: [{ kind: "Rule", match: `Host(\`${unprotectedHost}\`)`, services: [service] }],
      tls: {},
    },
  },
  "gateway-api": {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name, namespace },
    spec: {
      parentRefs: [{ name: "public", namespace: "traefik" }],
      hostnames: [unprotectedHost],
      rules: [{ backendRefs: [service] }],
    },
  },
  "ingress-nginx": {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name, namespace },
    spec: {
      ingressClassName: "nginx",
      tls: [{ hosts: [unprotectedHost] }],
      rules: [
        {
          host: unprotectedHost,
          http: {
            paths: [
              {
                path: "/",
                pathType: "Prefix",
                backend: { service: { name: service.name, port: { number: service.port } } },
              },
            ],
          },
        },
      ],
    },
  },
};

/** Opens Prometheus without a sign-in, on loopback and for the time of a benchmark only. */
export async function withUnprotectedRoute<T>(
  { objects }: Kubernetes,
  edge: MeasuredEdge,
  run: () => Promise<T>,
): Promise<T> {
  const route = routes[edge];
  const remove = async (): Promise<void> => {
    await objects.delete(route).catch((error: unknown) => {
      if (!(error instanceof Error) || !("code" in error) || error.code !== 404) {
        throw error;
      }
    });
  };
  // An interrupted run leaves it behind.
  await remove();
  await objects.create(route);
  try {
    return await run();
  } finally {
    await remove();
  }
}
