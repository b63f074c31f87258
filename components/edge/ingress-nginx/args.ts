import { checkText } from "../../validation/check";
import { dnsSubdomain } from "../../validation/names";
import type { Problem } from "../../validation/problem";
import { edgeDefaults } from "../defaults";

/** ingress-nginx, or another controller that implements its annotations. */
export interface IngressNginxEdgeArgs {
  /**
   * IngressClass of the Ingresses: `kubectl get ingressclass` lists the names. Plain value: it shapes the graph.
   * @default "nginx"
   */
  ingressClassName?: string;
}

/** `IngressNginxEdgeArgs` with the defaults applied. */
export interface IngressNginxSettings {
  readonly ingressClassName: string;
}

/** @param path key of the block in the configuration */
export function checkIngressNginx({ ingressClassName }: IngressNginxEdgeArgs, path: string): Problem[] {
  return checkText(ingressClassName, dnsSubdomain, `${path}.ingressClassName`);
}

/** Applies the defaults to arguments without problems. */
export function resolveIngressNginx({ ingressClassName }: IngressNginxEdgeArgs): IngressNginxSettings {
  return { ingressClassName: ingressClassName ?? edgeDefaults.ingressClassName };
}
