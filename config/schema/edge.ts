import { block, exactlyOne } from "./block";
import { listOf } from "./format";
import { objectName } from "./formats";
import { text } from "./text";

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
});
