import { allowOne, block, exactlyOne } from "../fields/block";
import { listOf } from "../fields/scalars";
import { dnsLabel, objectName } from "../fields/formats";
import { text } from "../fields/text";

const gatewayApi = allowOne(
  block({
    gateway: block({
      name: objectName("public").meta({ description: "Name of the Gateway. It exists, and is left as it is." }),
      namespace: dnsLabel("traefik").meta({ description: "Its namespace; without it, the stack's own." }).optional(),
      sectionName: objectName("websecure")
        .meta({
          description:
            "The listener that serves TLS. Its `allowedRoutes` must let in the stack's namespace, and its `hostname`, if it has one, every host of the stack.",
          default: "websecure",
        })
        .optional(),
    }).meta({ description: "The platform's Gateway." }),
    traefik: block({})
      .meta({ description: "Traefik 3.7 or later implements it. Its provider `kubernetesCRD` must be on as well." })
      .optional(),
    envoyGateway: block({})
      .meta({
        description:
          "Envoy Gateway 1.9 or later implements it: its SecurityPolicies ask the proxy. It goes with sessions in a store.",
      })
      .optional(),
  }),
  ["traefik", "envoyGateway"],
);

/** What stands between the outside and the applications. */
export const edge = exactlyOne({
  ingressNginx: block({
    ingressClassName: objectName("nginx")
      .meta({ description: "Ingress class of the controller.", default: "nginx" })
      .optional(),
  })
    .meta({
      description:
        "ingress-nginx, or a controller that reads its annotations. It cannot match request methods, so it needs `access.profile: single-role`.",
    })
    .optional(),
  traefik: block({
    entryPoints: listOf(text("websecure"))
      .meta({ description: "Entry points the routes listen on.", default: ["websecure"] })
      .optional(),
  })
    .meta({ description: "Traefik, by its own custom resources." })
    .optional(),
  gatewayApi: gatewayApi
    .meta({
      description:
        "The Gateway API, with exactly one implementation; with `proxy.mode: reverse-proxy`, any that there is. The listener presents the certificate: it names the Secret of `tls` (`monitoring-tls`), to which the stack admits the Gateway, or has one of its own and `tls` is `existing: {}`.",
    })
    .optional(),
});
