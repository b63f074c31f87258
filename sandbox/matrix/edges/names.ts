/** The edges that the matrix covers: four, and the mode `reverse-proxy` behind two of them. */
export const matrixEdges = [
  "traefik",
  "gateway-api",
  "ingress-nginx",
  "envoy-gateway",
  "reverse-proxy",
  "reverse-proxy-ingress",
] as const;
export type MatrixEdge = (typeof matrixEdges)[number];
