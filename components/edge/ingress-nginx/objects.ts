import type { KubernetesObject } from "../kubernetes-object";

/**
 * The parts of an Ingress that we use.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/
 */
export type Ingress = KubernetesObject<"networking.k8s.io/v1", "Ingress", IngressSpec>;

export interface IngressSpec {
  readonly ingressClassName: string;
  /** Without a Secret, the controller presents its default certificate. */
  readonly tls: readonly { readonly hosts: readonly string[]; readonly secretName?: string }[];
  readonly rules: readonly IngressRule[];
}

export interface IngressRule {
  readonly host: string;
  readonly http: { readonly paths: readonly IngressPath[] };
}

export interface IngressPath {
  readonly path: string;
  readonly pathType: "Prefix" | "Exact";
  readonly backend: IngressBackend;
}

export interface IngressBackend {
  readonly service: { readonly name: string; readonly port: { readonly number: number } };
}
