import type { z } from "zod";
import { stackDefaults } from "../../components/stack/defaults";
import { block } from "../fields/block";
import { dnsLabel } from "../fields/formats";
import { labels } from "../fields/lists";
import { toggle } from "../fields/scalars";

type Peer = z.ZodObject<
  { namespace: ReturnType<typeof dnsLabel>; podLabels: z.ZodOptional<ReturnType<typeof labels>> },
  z.core.$strict
>;

/** Pods of another namespace. */
function peer(example: string): Peer {
  return block({
    namespace: dnsLabel(example).meta({ description: "Namespace of the pods." }),
    podLabels: labels()
      .meta({ description: "Labels that select the pods.", defaultText: "every pod of the namespace" })
      .optional(),
  });
}

/** Network policies of the stack's namespace. */
export const network = block({
  enabled: toggle()
    .meta({
      description: "`false` creates no network policies: every pod of the cluster can then bypass the sign-in.",
      default: stackDefaults.network.enabled,
    })
    .optional(),
  edge: peer("ingress-nginx").meta({
    description: "Pods of the edge. Only these pods reach the proxy and the applications.",
  }),
  keycloak: peer("keycloak")
    .meta({
      description:
        "Pods behind Keycloak's public URL, if it is served from this cluster: those of another edge, or Keycloak's own. Outside the cluster only its port is allowed.",
      defaultText: "the edge",
    })
    .optional(),
  dns: peer("openshift-dns")
    .meta({ description: "Pods of the cluster's DNS.", defaultText: "every pod of kube-system" })
    .optional(),
});
