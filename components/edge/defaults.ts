/** Defaults of the edges. */
export const edgeDefaults = {
  /** IngressClass that the installation of ingress-nginx creates. */
  ingressClassName: "nginx",
  /** Entry point that serves TLS in Traefik's Helm chart. */
  entryPoints: ["websecure"],
  /** Listener that serves TLS on the Gateway of Traefik's Helm chart. */
  sectionName: "websecure",
} as const;
