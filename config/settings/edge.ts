import { edgeDefaults } from "../../components/edge/defaults";
import { allowOne, block, exactlyOneOf } from "../fields/block";
import { dnsLabel, entryPoint, objectName } from "../fields/formats";
import { listOf } from "../fields/lists";

const gateway = block({
  name: objectName("public").meta({ description: "Name of an existing Gateway. The stack does not change it." }),
  namespace: dnsLabel("traefik")
    .meta({ description: "Namespace of the Gateway.", defaultText: "the namespace of the stack" })
    .optional(),
  sectionName: objectName("websecure")
    .meta({
      description:
        "Listener that serves TLS. Its `allowedRoutes` must admit the stack's namespace, and its `hostname`, if set, must match every host of the stack.",
      default: edgeDefaults.sectionName,
    })
    .optional(),
});

const gatewayApi = allowOne(
  block({
    gateway: gateway.meta({ description: "The platform's Gateway." }),
    traefik: block({})
      .meta({
        description: "Traefik 3.7.13 or later implements it. Its provider `kubernetesCRD` must be enabled, too.",
      })
      .optional(),
    envoyGateway: block({})
      .meta({
        description: "Envoy Gateway 1.9 or later implements it, and its SecurityPolicies ask the proxy.",
      })
      .optional(),
  }),
  ["traefik", "envoyGateway"],
);

/** What forwards requests from outside the cluster: an ingress controller or a Gateway. */
export const edge = exactlyOneOf({
  ingressNginx: block({
    ingressClassName: objectName("nginx")
      .meta({ description: "IngressClass of the controller.", default: edgeDefaults.ingressClassName })
      .optional(),
  })
    .meta({
      description:
        "ingress-nginx, or a controller that reads its annotations. It cannot match request methods, so it needs `access.profile: single-role`.",
    })
    .optional(),
  traefik: block({
    entryPoints: listOf(entryPoint("websecure"))
      .meta({ description: "Entry points that serve TLS.", default: [...edgeDefaults.entryPoints] })
      .optional(),
  })
    .meta({ description: "Traefik 3.7.13 or later with its own custom resources." })
    .optional(),
  gatewayApi: gatewayApi
    .meta({
      description:
        "The Gateway API and exactly one implementation; with `proxy.mode: reverse-proxy`, any implementation and neither block. The listener presents the certificate: it refers to the Secret of `tls` (`monitoring-tls`), and the stack permits that reference, or it has its own certificate and `tls` is `existing: {}`.",
    })
    .optional(),
});
