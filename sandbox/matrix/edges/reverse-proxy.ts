import { matchesPath } from "../../../components/access/index.js";
import type { Authentication, EdgeModel, ReadRequest } from "./edge-model.js";
import { ingressOutside } from "./ingress-nginx.js";
import { refusedEscape, traefik } from "./traefik.js";

/** A Gateway that forwards to the proxy in its mode `reverse-proxy`, implemented by Traefik. */
export const reverseProxy: EdgeModel = {
  ...traefik,
  // Traefik asks nobody before it refuses to forward CONNECT.
  refused: (path, method) => (refusedEscape.test(path) ? 400 : method === "CONNECT" ? 501 : undefined),
  rulePath: withoutEscapes,
  // The proxy looks for a route only after it has found a session with the role.
  denied: statusWithoutRole,
  withoutRole: statusWithoutRole,
  hasSessionWithoutRole: false,
};

/** The same behind Ingresses. */
export const reverseProxyIngress: EdgeModel = { ...reverseProxy, outside: ingressOutside };

/** 401 for API clients, by path or `Accept`; for others the sign-in page, with 403. */
function statusWithoutRole(
  { application: { basePath, apiPaths }, path, request: { accept } }: ReadRequest,
  authentication: Authentication,
): 401 | 403 {
  const isApi = apiPaths.some((pattern) => matchesPath(pattern, path.slice(basePath.length)));
  return authentication === "anonymous" && (isApi || accept === "application/json") ? 401 : 403;
}

/**
 * The proxy denies every percent-encoding except those of a space and of `! $ & ' ( ) * + , : = @ [ ]`
 * (docs/guides/proxy-modes.md, "How paths are compared"). Here it becomes one that has no normal form on any edge.
 */
function withoutEscapes(path: string): string {
  return path.replace(/%(?!2[0146-9ABC]|3[AD]|40|5[BD])../gi, "%00");
}
