/** Defaults of the edges. */
export const edgeDefaults = {
  /** IngressClass of ingress-nginx. */
  ingressClassName: "nginx",
  /** Traefik's entry point that serves TLS, by the name that its chart gives it. */
  entryPoints: ["websecure"],
  /** Listener of a Gateway that serves TLS. */
  sectionName: "websecure",
} as const;
