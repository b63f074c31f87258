import { matchesPath } from "../../../components/access/index.js";
import type { EdgeModel } from "./edge-model.js";
import { refusedEscape, traefik } from "./traefik.js";

/** Annotations of ingress-nginx, which Traefik reads. */
export const ingressNginx: EdgeModel = {
  ...traefik,
  outside: ingressOutside,
  rulePath: withLettersOnly,
  // Outside of API paths, a redirect to the sign-in.
  withoutRole: ({ application: { basePath, apiPaths }, path }, authentication) => {
    if (authentication !== "anonymous") {
      return 403;
    }
    return apiPaths.some((pattern) => matchesPath(pattern, path.slice(basePath.length))) ? 401 : 302;
  },
};

/** An Ingress denies everything else of a host; other edges have no route for it. */
export function ingressOutside(path: string, isServed: boolean): 400 | 403 | 404 {
  if (!isServed) {
    return 404;
  }
  return refusedEscape.test(path) ? 400 : 403;
}

/**
 * A path with `;` or an encoded control character has no normal form and is denied to everyone. Ingress cannot express that
 * (docs/edges/ingress-nginx.md): there such characters are treated as letters.
 */
function withLettersOnly(path: string): string {
  return path.replace(/;|%(?:0[1-9A-F]|1[0-9A-F]|7F)/g, "!");
}
