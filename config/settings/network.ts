import type { z } from "zod";
import { apiServerPorts } from "../../components/network/settings";
import { stackDefaults } from "../../components/stack/defaults";
import { portBounds } from "../../components/validation/check";
import { block } from "../fields/block";
import { addressRange, dnsLabel } from "../fields/formats";
import { labels, listOf } from "../fields/lists";
import { toggle, wholeNumber } from "../fields/scalars";

type PeerShape = Readonly<{
  namespace: ReturnType<typeof dnsLabel>;
  podLabels: z.ZodOptional<ReturnType<typeof labels>>;
}>;

/** Pods of another namespace. */
function peerShape(example: string): PeerShape {
  return {
    namespace: dnsLabel(example).meta({ description: "Namespace of the pods." }),
    podLabels: labels()
      .meta({ description: "Labels that select the pods.", defaultText: "every pod of the namespace" })
      .optional(),
  };
}

/** Network policies of the stack's namespace. */
export const network = block({
  enabled: toggle()
    .meta({
      description: "`false` creates no network policies: every pod of the cluster can then bypass the sign-in.",
      default: stackDefaults.network.enabled,
    })
    .optional(),
  edge: block(peerShape("ingress-nginx")).meta({
    description: "Pods of the edge. Only these pods reach the proxy and the applications.",
  }),
  keycloak: block({
    ...peerShape("keycloak"),
    ports: listOf(wholeNumber(portBounds))
      .meta({
        description: "TCP ports on which the pods serve HTTPS, which may differ from those of their Service.",
        defaultText: "the port of `keycloak.url`, 8443 and 10443",
        examples: [[8443]],
      })
      .optional(),
  })
    .meta({
      description:
        "Pods behind Keycloak's public URL, if it is served from this cluster: those of another edge, or Keycloak's own. With this block or `keycloakCidrs`, the proxy reaches no other address on Keycloak's port.",
      defaultText: "the edge, and every address on Keycloak's port unless `keycloakCidrs` is set",
    })
    .optional(),
  keycloakCidrs: listOf(addressRange("203.0.113.10/32"))
    .meta({
      description:
        "IP addresses and ranges of a Keycloak outside of this cluster: those of its public URL as pods resolve it.",
      defaultText: "none",
    })
    .optional(),
  apiServerCidrs: listOf(addressRange("10.0.0.1/32"))
    .meta({
      description:
        "IP addresses and ranges of the API server as pods reach it: `kubectl get endpointslices -n default`. The operator, kube-state-metrics and Grafana's sidecars connect to it.",
      defaultText: "every address",
    })
    .optional(),
  apiServerPorts: listOf(wholeNumber(portBounds))
    .meta({ description: "TCP ports of the API server.", default: [...apiServerPorts], examples: [[16443]] })
    .optional(),
  dns: block(peerShape("openshift-dns"))
    .meta({ description: "Pods of the cluster's DNS.", defaultText: "every pod of kube-system" })
    .optional(),
});
