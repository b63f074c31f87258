import { readAccess } from "../../commands/access.js";
import type { EdgeAddress } from "../../http/http-session.js";
import type { MatrixEdge } from "../../matrix/edges/index.js";
import { monitoringHost } from "../../pulumi/index.js";
import { startEchoPod } from "../pods/echo-pod.js";
import { kubernetes } from "../pods/kubernetes.js";
import { startEnvoyGateway } from "./envoy-gateway.js";
import { productContext } from "./product.js";

/** What the stack of an edge needs in the cluster before it is deployed. */
export interface StartedEdge {
  /** @default - the sandbox's own edge */
  readonly address?: EdgeAddress;
  /** To be called when the stack is behind another edge: an edge's definitions go with it, and the stack's policies. */
  remove(): Promise<void>;
}

export async function startEdge(edge: MatrixEdge): Promise<StartedEdge> {
  const { kubeconfig } = await readAccess();
  switch (edge) {
    case "traefik":
    case "gateway-api":
    case "ingress-nginx":
      return { remove: () => Promise.resolve() };
    case "envoy-gateway": {
      const { tools } = await productContext();
      return startEnvoyGateway(kubernetes(kubeconfig), { kubeconfig, tools, host: monitoringHost });
    }
    case "reverse-proxy":
    case "reverse-proxy-ingress":
      return startEchoPod(kubernetes(kubeconfig));
  }
}
