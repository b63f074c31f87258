import { z } from "zod";
import { block } from "../fields/block";
import { toggle } from "../fields/scalars";
import { dnsLabel } from "../fields/formats";

const podLabels = z.record(z.string(), z.string({ error: "a text" }), { error: "a block of labels" });

/** Network policies around the stack's namespace. */
export const network = block({
  enabled: toggle()
    .meta({ description: "`false` leaves the namespace open: any pod can then go round the sign-in.", default: true })
    .optional(),
  edge: block({
    namespace: dnsLabel("ingress-nginx").meta({ description: "Namespace of the edge controller's pods." }),
    podLabels: podLabels
      .meta({ description: "Labels of those pods; without it, every pod of that namespace." })
      .optional(),
  }).meta({ description: "Where the requests come from; only these pods reach the proxy and the applications." }),
  keycloak: block({
    namespace: dnsLabel("keycloak").meta({ description: "Namespace of the pods that answer for Keycloak's address." }),
    podLabels: podLabels
      .meta({ description: "Labels of those pods; without it, every pod of that namespace." })
      .optional(),
  })
    .meta({
      description:
        "What answers for Keycloak's address, where that is in this cluster: another edge's pods, or Keycloak's own; without it, `edge`. Outside the cluster it is reached by its port.",
    })
    .optional(),
  dns: block({
    namespace: dnsLabel("openshift-dns").meta({ description: "Namespace of the cluster's DNS pods." }),
    podLabels: podLabels
      .meta({ description: "Labels of those pods; without it, every pod of that namespace." })
      .optional(),
  })
    .meta({ description: "Where names are looked up; without it, the pods of `kube-system`." })
    .optional(),
});
