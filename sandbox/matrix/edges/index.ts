import type { EdgeModel } from "./edge-model.js";
import { envoyGateway } from "./envoy-gateway.js";
import { ingressNginx } from "./ingress-nginx.js";
import { type MatrixEdge, matrixEdges } from "./names.js";
import { reverseProxy, reverseProxyIngress } from "./reverse-proxy.js";
import { traefik } from "./traefik.js";

export { type MatrixEdge, matrixEdges };

export const edgeModels: Readonly<Record<MatrixEdge, EdgeModel>> = {
  traefik,
  "gateway-api": traefik,
  "ingress-nginx": ingressNginx,
  "envoy-gateway": envoyGateway,
  "reverse-proxy": reverseProxy,
  "reverse-proxy-ingress": reverseProxyIngress,
};

/** Whether rules behind the edge can name methods and several roles: the profile `split`, or `single-role`. */
export function matchesMethods(edge: MatrixEdge): boolean {
  return ["traefik", "gateway-api", "envoy-gateway"].includes(edge);
}
